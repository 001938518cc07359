// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.nio.file.Path;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.Provenance;

/** A table as a file, and how it was made in a .json beside it. */
final class TableFile {
  private TableFile() {}

  static void write(Path file, String text, Provenance how) {
    WholeFile.writeText(file, text);
    BesideFile.write(file, how.toJson());
  }
}
