// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFolder;

/** What happens to an output folder that exists already. */
final class OutputFolder {
  static final String STOP = "stop";
  static final String REPLACE = "replace";

  private OutputFolder() {}

  /**
   * Makes way for a new folder. Replacing deletes only what Voxel2Pixel made: a folder without the
   * marker file that it writes is refused.
   *
   * @param marker a file that every folder of this kind holds
   * @param ifExists {@link #STOP} or {@link #REPLACE}
   */
  static void makeWay(Path folder, String marker, String ifExists) {
    if (!ifExists.equals(REPLACE) || !Files.exists(folder)) {
      WholeFolder.requireFree(folder);
      return;
    }
    if (!Files.isRegularFile(folder.resolve(marker))) {
      throw new BadInputException(
          folder,
          "a folder that Voxel2Pixel made, with " + marker + " in it",
          "other files",
          "it is not replaced: delete it yourself or choose another name");
    }
    WholeFolder.deleteTree(folder);
  }
}
