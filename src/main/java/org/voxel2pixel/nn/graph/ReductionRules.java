// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Sums and means over axes, which must be constants. */
final class ReductionRules {
  private ReductionRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("Sum", b -> b.give(0, () -> spread(b)));
    rules.put("Mean", b -> b.give(0, () -> b.tf().math.div(spread(b), elementsOfEachMean(b))));
  }

  /** The gradient, repeated along the axes that were summed. */
  private static Operand<TFloat32> spread(Backward b) {
    Ops tf = b.tf();
    return tf.broadcastTo(tf.reshape(b.gradient(), keptShape(b)), b.shapeOf(b.input(0)));
  }

  /** The input's dimensions with 1 for each reduced axis. */
  private static Operand<TInt32> keptShape(Backward b) {
    Ops tf = b.tf();
    int[] keep = new int[b.rank(b.input(0))];
    Arrays.fill(keep, 1);
    for (int axis : b.constantInts(1)) keep[Math.floorMod(axis, keep.length)] = 0;
    if (Dims.fullyKnown(b.input(0).shape())) {
      int[] kept = Dims.toInts(b.input(0).shape().asArray());
      for (int i = 0; i < kept.length; i++) kept[i] = keep[i] == 1 ? kept[i] : 1;
      return tf.constant(kept);
    }
    int[] ones = Arrays.stream(keep).map(k -> 1 - k).toArray();
    Operand<TInt32> masked = tf.math.mul(b.shapeOf(b.input(0)), tf.constant(keep));
    return tf.math.add(masked, tf.constant(ones));
  }

  private static Operand<TFloat32> elementsOfEachMean(Backward b) {
    Ops tf = b.tf();
    if (Dims.fullyKnown(b.input(0).shape()) && Dims.fullyKnown(b.output().shape())) {
      long all = Dims.elementCount(b.input(0).shape().asArray());
      return tf.constant((float) (all / Dims.elementCount(b.output().shape().asArray())));
    }
    Operand<TFloat32> all = tf.dtypes.cast(tf.size(b.input(0)), TFloat32.class);
    return tf.math.div(all, tf.dtypes.cast(tf.size(b.output()), TFloat32.class));
  }
}
