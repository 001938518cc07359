// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Scope;

/** Element by element; the shape stays. */
public final class Activation {
  private Activation() {}

  /** {@code x > 0 ? x : alpha x}. */
  public static Operand<TFloat32> leakyRelu(Scope s, Operand<TFloat32> x, double alpha) {
    return s.tf().nn.leakyRelu(x, LeakyRelu.alpha((float) alpha));
  }

  /** {@code max(x, 0)}. */
  public static Operand<TFloat32> relu(Scope s, Operand<TFloat32> x) {
    return s.tf().nn.relu(x);
  }

  /** {@code 1 / (1 + exp(-x))}. */
  public static Operand<TFloat32> sigmoid(Scope s, Operand<TFloat32> x) {
    return s.tf().math.sigmoid(x);
  }

  public static Operand<TFloat32> tanh(Scope s, Operand<TFloat32> x) {
    return s.tf().math.tanh(x);
  }
}
