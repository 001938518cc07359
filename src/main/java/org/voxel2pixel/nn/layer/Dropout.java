// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.Scope;

/**
 * Dropout (Srivastava et al. 2014), inverted: in {@link Mode#TRAINING} an element becomes 0 with
 * probability {@code rate}, else {@code x / (1 - rate)}; in {@link Mode#INFERENCE} nothing happens.
 *
 * <p>The mask is a function of the seed alone (TensorFlow's stateless generator), so that a resumed
 * run drops the same elements.
 */
public final class Dropout {
  private Dropout() {}

  /**
   * @param rate {@code 0 <= rate < 1}
   * @param seed two whole numbers {@code [2]}, other ones for each step and each layer: see {@link
   *     #seedOf}
   */
  public static Operand<TFloat32> apply(
      Scope s, Operand<TFloat32> x, double rate, Operand<TInt32> seed) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate must be in [0, 1), was " + rate);
    }
    if (s.mode() == Mode.INFERENCE || rate == 0) return x;
    Ops tf = s.tf();
    Operand<TFloat32> uniform = tf.random.statelessRandomUniform(tf.shape(x), seed, TFloat32.class);
    Operand<TBool> kept = tf.math.greaterEqual(uniform, tf.constant((float) rate));
    Operand<TFloat32> scaled = tf.math.mul(x, tf.constant((float) (1 / (1 - rate))));
    return tf.select(kept, scaled, tf.constant(0f));
  }

  /**
   * The seed of one layer in one step: the step's seed with the first number changed by the layer's
   * name.
   *
   * @param stepSeed {@code [2]}, such as run seed and step number
   */
  public static Operand<TInt32> seedOf(Scope s, String layer, Operand<TInt32> stepSeed) {
    CRC32 hash = new CRC32();
    hash.update(layer.getBytes(StandardCharsets.UTF_8));
    int[] change = {(int) hash.getValue(), 0};
    return s.tf().bitwise.bitwiseXor(stepSeed, s.tf().constant(change));
  }
}
