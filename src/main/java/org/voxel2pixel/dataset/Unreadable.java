// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.voxel2pixel.BadInputException;

/** A file that cannot be read, in the user's words. */
final class Unreadable {
  private Unreadable() {}

  static BadInputException of(Path file, String expected, IOException why) {
    String found = why.toString();
    if (why instanceof NoSuchFileException) found = "nothing";
    if (why instanceof AccessDeniedException) found = "a file that you may not read";
    return new BadInputException(file, expected, found, "check the path and its permissions", why);
  }
}
