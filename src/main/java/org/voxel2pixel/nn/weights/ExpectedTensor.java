// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.Arrays;

/**
 * A tensor that a network needs.
 *
 * @param name {@code LAYER/kernel} or {@code LAYER/bias}
 * @param dims in our layout, last one fastest: convolution {@code [height][width][in /
 *     groups][out]} or {@code [depth][height][width][in][out]}, dense {@code [in][out]}, bias
 *     {@code [out]}
 * @param flattened what the inputs of a dense layer behind a convolution were, {@code
 *     [height][width][channel]} or {@code [depth][height][width][channel]}; empty for all others
 */
public record ExpectedTensor(String name, long[] dims, long[] flattened) {

  public ExpectedTensor {
    dims = dims.clone();
    flattened = flattened.clone();
  }

  @Override
  public long[] dims() {
    return dims.clone();
  }

  @Override
  public long[] flattened() {
    return flattened.clone();
  }

  /** Name of its layer. */
  public String layer() {
    return name.substring(0, name.lastIndexOf('/'));
  }

  boolean isBias() {
    return dims.length == 1;
  }

  /** Outputs of the layer. */
  long outputs() {
    return dims[dims.length - 1];
  }

  /** Channels of the layer's input. */
  long channels() {
    return flattened.length > 0 ? flattened[flattened.length - 1] : dims[dims.length - 2];
  }

  /** Places of the input that each output sees: its kernel's, or the flattened image's. */
  long[] places() {
    return flattened.length > 0
        ? Arrays.copyOf(flattened, flattened.length - 1)
        : Arrays.copyOf(dims, dims.length - 2);
  }

  @Override
  public String toString() {
    return name + " " + Arrays.toString(dims);
  }
}
