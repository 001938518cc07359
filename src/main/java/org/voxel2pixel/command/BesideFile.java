// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.JsonFile;

/** The file beside an output that says how it was made: its name and {@code .json}. */
final class BesideFile {
  private BesideFile() {}

  static void write(Path file, JsonObject how) {
    WholeFile.writeText(of(file), JsonFile.toText(how));
  }

  static Path of(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }
}
