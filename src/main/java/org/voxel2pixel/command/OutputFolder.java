// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFolder;

/** What happens to an output folder that exists already. */
final class OutputFolder {
  static final String STOP = "stop";
  static final String REPLACE = "replace";

  private OutputFolder() {}

  /**
   * Lets {@code work} make a folder where there may be one already. Replacing takes only what
   * Voxel2Pixel made: a folder without the marker file that it writes is refused. The old folder
   * stands aside, as {@code .old-NAME}, until the new one is done, and comes back if the work fails
   * or is cancelled.
   *
   * @param marker a file that every folder of this kind holds
   * @param ifExists {@link #STOP} or {@link #REPLACE}
   * @param work makes the folder, whole or not at all
   */
  static void make(Path folder, String marker, String ifExists, Runnable work) {
    if (!ifExists.equals(REPLACE) || !holdsFiles(folder)) {
      WholeFolder.requireFree(folder);
      work.run();
      return;
    }
    if (!Files.isRegularFile(folder.resolve(marker))) {
      throw new BadInputException(
          folder,
          "a folder that Voxel2Pixel made, with " + marker + " in it",
          "other files",
          "it is not replaced: delete it yourself or choose another name");
    }
    Path absolute = folder.toAbsolutePath().normalize();
    Path aside = absolute.resolveSibling(".old-" + absolute.getFileName());
    WholeFolder.requireFree(aside);
    move(absolute, aside);
    boolean done = false;
    try {
      work.run();
      done = true;
    } finally {
      if (!done) move(aside, absolute);
    }
    WholeFolder.deleteTree(aside);
  }

  private static boolean holdsFiles(Path folder) {
    if (!Files.isDirectory(folder)) return false;
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void move(Path from, Path to) {
    try {
      Files.deleteIfExists(to); // an empty folder at most
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException("could not rename " + from + " to " + to, e);
    }
  }
}
