// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * Arrays of numbers that are found by name: the variables of a MATLAB file, the datasets of an HDF5
 * file, the members of an .npz, the one array of an .npy or of a text table, or the files of a
 * folder.
 */
public interface NamedArrays extends AutoCloseable {
  /** Arrays that a message names at most. */
  int MOST_LISTED = 20;

  /** Names of what is there, numeric or not. */
  List<String> names();

  /**
   * Reads one array into memory, 4 bytes a number.
   *
   * @throws BadInputException if there is no such array, it holds anything but real numbers, or
   *     more than 2^31 - 9 of them
   */
  NumericArray array(String name, Progress progress);

  /** The same of a small array. */
  default NumericArray array(String name) {
    return array(name, Progress.silent());
  }

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

  /**
   * Opens whatever has arrays, by its content: MATLAB v5 to v7.3, HDF5, .npy, .npz, a table of
   * numbers as text (tabs, commas, semicolons or spaces), or a folder of .npy, .tsv and .csv files.
   *
   * @throws BadInputException if it is none of these, or damaged
   */
  static NamedArrays open(Path path) {
    if (Files.isDirectory(path)) return new ArrayFolder(path);
    ArrayFormat format;
    try {
      format = ArrayFormat.of(path);
    } catch (IOException e) {
      throw Unreadable.of(path, "a file of arrays", e);
    }
    return switch (format) {
      case NPY -> new NpyArray(path);
      case ZIP -> NpzFile.open(path);
      case MATLAB_5 -> MatFile.open(path);
      case HDF5 -> openHdf5(path);
      case TEXT -> DelimitedMatrix.read(path);
      case MATLAB_4 -> throw refused(path, "a MATLAB v4 file", "save it with save(..., '-v7')");
      case GZIP -> throw refused(path, "a file packed by gzip", "unpack it");
      case EMPTY -> throw refused(path, "an empty file", "copy it again");
      case UNKNOWN -> throw refused(path, "other first bytes", "choose another file");
    };
  }

  private static NamedArrays openHdf5(Path path) {
    Hdf5File hdf5 = Hdf5File.open(path);
    try {
      return Mat73File.isMatlab(hdf5) ? new Mat73File(hdf5) : hdf5;
    } catch (RuntimeException e) {
      hdf5.close();
      throw e;
    }
  }

  private static BadInputException refused(Path path, String found, String remedy) {
    return new BadInputException(
        path, "MATLAB v5 to v7.3, HDF5, .npy, .npz or a table of numbers as text", found, remedy);
  }

  /** What to say of a name that is not there: what is. */
  static BadInputException missing(NamedArrays arrays, Path path, String name) {
    return new BadInputException(
        path, "an array " + name, "only " + listed(arrays, arrays.names()), "name one of these");
  }

  /** Names with what they are, at most {@link #MOST_LISTED} of them. */
  static String listed(NamedArrays arrays, List<String> names) {
    if (names.isEmpty()) return "none";
    StringJoiner list = new StringJoiner(", ");
    for (String name : names.subList(0, Math.min(MOST_LISTED, names.size()))) {
      list.add(name + " " + arrays.describe(name));
    }
    if (names.size() > MOST_LISTED) list.add((names.size() - MOST_LISTED) + " more");
    return list.toString();
  }
}
