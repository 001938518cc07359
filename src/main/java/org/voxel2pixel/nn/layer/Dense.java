// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;

/**
 * A fully connected layer: {@code y = x w + bias}. Variables: {@code name.weights} {@code
 * [features, units]} and, with a bias, {@code name.bias} {@code [units]}.
 */
public final class Dense {
  private Dense() {}

  /**
   * @param x {@code [batch, features]}; only the batch may be unknown
   * @param weights first values of the weights
   * @return {@code [batch, units]}
   */
  public static Operand<TFloat32> apply(
      Scope s, String name, Operand<TFloat32> x, int units, Bias bias, Initializer weights) {
    long features = Check.vectorDims(name, x)[1];
    Check.positive(name, "units", units);
    Operand<TFloat32> y =
        s.tf().linalg.matMul(x, s.trainable(name + ".weights", weights, features, units));
    if (bias == Bias.WITHOUT) return y;
    return s.tf().nn.biasAdd(y, s.trainable(name + ".bias", Initializer.zeros(), units));
  }
}
