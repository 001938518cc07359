// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.voxel2pixel.Progress;

/**
 * A MATLAB v7.3 file: HDF5 in which MATLAB keeps its columns together, so that the dimensions stand
 * in reverse. What is {@code a(i, j)} in MATLAB is row {@code i}, column {@code j} of the array
 * that {@link #array} gives, as of a v5 file.
 *
 * <p>Only full, real matrices of numbers and logicals are read; the attribute {@code MATLAB_class}
 * says what a variable is.
 */
final class Mat73File implements NamedArrays {
  private static final String CLASS = "MATLAB_class";
  private static final String EMPTY = "MATLAB_empty";
  private static final String SPARSE = "MATLAB_sparse";
  private static final String OBJECT = "MATLAB_object_decode";
  private static final Set<String> NUMERIC =
      Set.of(
          "double", "single", "logical", "int8", "int16", "int32", "int64", "uint8", "uint16",
          "uint32", "uint64");

  private static final Map<String, String> KINDS =
      Map.of(
          "char", "text",
          "cell", "a cell array",
          "struct", "a struct",
          "function_handle", "a function handle");

  private final Hdf5File hdf5;
  private final Map<String, String> kindOf =
      new LinkedHashMap<>(); // of each variable: shape and class, or what else it is

  Mat73File(Hdf5File hdf5) {
    this.hdf5 = hdf5;
    for (String name : hdf5.children("")) {
      if (!name.startsWith("#")) kindOf.put(name, kind(hdf5, name)); // MATLAB's own: #refs#
    }
  }

  /** Whether MATLAB wrote a file, or somebody in its manner: by its variables' attributes. */
  static boolean isMatlab(Hdf5File hdf5) {
    return hdf5.children("").stream().anyMatch(name -> hdf5.attributes(name).containsKey(CLASS));
  }

  private static String kind(Hdf5File hdf5, String name) {
    Map<String, String> attributes = hdf5.attributes(name);
    String type = attributes.getOrDefault(CLASS, "");
    if (attributes.containsKey(SPARSE)) return MatFile.SPARSE;
    if (attributes.containsKey(OBJECT)) return "an object of class " + type;
    if (KINDS.containsKey(type)) return KINDS.get(type);
    if (!NUMERIC.contains(type)) {
      return type.isEmpty() ? "without " + CLASS + " (not written by MATLAB)" : "of class " + type;
    }
    if (!hdf5.has(name)) return "a group of class " + type;
    if (hdf5.isCompound(name)) return MatFile.COMPLEX;
    if (attributes.containsKey(EMPTY)) return "empty";
    return Arrays.toString(reversed(hdf5.shape(name))) + " " + type;
  }

  private static long[] reversed(long[] stored) {
    long[] shape = new long[stored.length];
    for (int d = 0; d < shape.length; d++) shape[d] = stored[shape.length - 1 - d];
    return shape;
  }

  @Override
  public List<String> names() {
    return List.copyOf(kindOf.keySet());
  }

  @Override
  public NumericArray array(String name, Progress progress) {
    if (!describe(name).startsWith("[")) throw MatFile.notNumeric(this, hdf5.path(), name);
    NumericArray stored = hdf5.array(name, progress);
    long[] lengths = Arrays.stream(stored.shape()).asLongStream().toArray();
    int[] shape = NumericArray.shapeInMemory(name, reversed(lengths));
    return NumericArray.ofColumnMajor(shape, stored.values());
  }

  @Override
  public String describe(String name) {
    String kind = kindOf.get(name);
    if (kind == null) throw NamedArrays.missing(this, hdf5.path(), name);
    return kind;
  }

  @Override
  public Map<String, String> hashes() {
    return hdf5.hashes();
  }

  @Override
  public void close() {
    hdf5.close();
  }
}
