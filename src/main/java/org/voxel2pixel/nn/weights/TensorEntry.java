// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.Arrays;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param name unique in the file
 * @param dims its dimensions, last one fastest; none for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last one
 */
public record TensorEntry(String name, Dtype dtype, long[] dims, long begin, long end) {

  public TensorEntry {
    dims = dims.clone();
  }

  @Override
  public long[] dims() {
    return dims.clone();
  }

  /** Number of elements. */
  public long elementCount() {
    return elementCount(dims);
  }

  static long elementCount(long[] dims) {
    long count = 1;
    for (long d : dims) count = Math.multiplyExact(count, d);
    return count;
  }

  @Override
  public String toString() {
    return name + " " + dtype + " " + Arrays.toString(dims);
  }
}
