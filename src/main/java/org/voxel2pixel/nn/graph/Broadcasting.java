// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.stream.IntStream;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The adjoint of broadcasting: a value that was used many times gets the sum of the gradients. */
final class Broadcasting {
  private Broadcasting() {}

  /**
   * @param gradient with respect to the broadcast input, of the output's shape
   * @return gradient of the input's shape
   */
  static Operand<TFloat32> reduce(
      Ops tf, Operand<TFloat32> gradient, Operand<TFloat32> input, Operand<TFloat32> output) {
    boolean known = Dims.fullyKnown(input.shape()) && Dims.fullyKnown(output.shape());
    if (!known) return reduceAtRun(tf, gradient, input, output);
    if (input.shape().equals(output.shape())) return gradient;
    int[] axes = broadcastAxes(input.shape().asArray(), output.shape().asArray());
    return tf.reshape(
        tf.sum(gradient, tf.constant(axes), Sum.keepDims(true)),
        tf.constant(Dims.toInts(input.shape().asArray())));
  }

  /** Axes of {@code to} that {@code from} lacks or has with length 1 where {@code to} is longer. */
  static int[] broadcastAxes(long[] from, long[] to) {
    int lacking = to.length - from.length;
    return IntStream.range(0, to.length)
        .filter(axis -> axis < lacking || (from[axis - lacking] == 1 && to[axis] != 1))
        .toArray();
  }

  private static Operand<TFloat32> reduceAtRun(
      Ops tf, Operand<TFloat32> gradient, Operand<TFloat32> input, Operand<TFloat32> output) {
    Operand<TInt32> inputShape = tf.shape(input);
    GraphOperation axes =
        new NativeOp(tf, "BroadcastGradientArgs").input(inputShape).input(tf.shape(output)).build();
    Output<TInt32> inputAxes = axes.output(0).expect(TInt32.class);
    return tf.reshape(tf.sum(gradient, inputAxes, Sum.keepDims(true)), inputShape);
  }
}
