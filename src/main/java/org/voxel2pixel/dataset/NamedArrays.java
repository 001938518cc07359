// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.voxel2pixel.BadInputException;

/** Arrays of numbers that are found by name: the variables of a .mat file, or a folder of .npy. */
public interface NamedArrays extends AutoCloseable {
  /** Arrays that a message names at most. */
  int MOST_LISTED = 20;

  /** Names of what is there, numeric or not. */
  List<String> names();

  /**
   * Reads one array into memory.
   *
   * @throws BadInputException if there is no such array or it holds anything but real numbers
   */
  NumericArray array(String name);

  /**
   * Shape and kind of an array in words, such as {@code [120, 4466] float64}, without reading it.
   *
   * @throws BadInputException if there is no such array
   */
  String describe(String name);

  /** SHA-256 of each file that was read, by file name. */
  Map<String, String> hashes();

  /** Closes the file, if one was kept open. */
  @Override
  default void close() {}

  /** What to say of a name that is not there: what is. */
  static BadInputException missing(NamedArrays arrays, Path path, String name) {
    StringJoiner there = new StringJoiner(", ", "only ", "");
    List<String> names = arrays.names();
    for (String one : names.subList(0, Math.min(MOST_LISTED, names.size()))) {
      there.add(one + " " + arrays.describe(one));
    }
    if (names.size() > MOST_LISTED) there.add((names.size() - MOST_LISTED) + " more");
    return new BadInputException(
        path, "an array " + name, names.isEmpty() ? "none" : there.toString(), "name one of these");
  }

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
