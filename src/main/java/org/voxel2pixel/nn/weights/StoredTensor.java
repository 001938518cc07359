// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.Arrays;

/**
 * A tensor of a weights file, as stored.
 *
 * @param name unique in the file
 * @param dims its dimensions, last one fastest; none for a scalar
 */
public record StoredTensor(String name, Dtype dtype, long[] dims) {

  public StoredTensor {
    dims = dims.clone();
  }

  @Override
  public long[] dims() {
    return dims.clone();
  }

  /** Number of elements. */
  public long elementCount() {
    return TensorEntry.elementCount(dims);
  }

  @Override
  public String toString() {
    return name + " " + dtype + " " + Arrays.toString(dims);
  }
}
