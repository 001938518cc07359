// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.voxel2pixel.BadInputException;

/** Arrays of numbers that are found by name: the variables of a .mat file, or a folder of .npy. */
public interface NamedArrays {

  /** Names of what is there, numeric or not. */
  List<String> names();

  /**
   * Reads one array into memory.
   *
   * @throws BadInputException if there is no such array or it holds anything but real numbers
   */
  NumericArray array(String name);

  /** SHA-256 of each file that was read, by file name. */
  Map<String, String> hashes();

  /** Opens a MATLAB v5 file (.mat) or a folder of .npy files. */
  static NamedArrays open(Path path) {
    if (Files.isDirectory(path)) return new NpyFolder(path);
    if (path.toString().toLowerCase(Locale.ROOT).endsWith(".npy")) {
      throw new BadInputException(
          path, "a folder with one .npy file an array", "a single file", "name its folder");
    }
    return MatFile.open(path);
  }
}
