// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.Tape;

/** Gradients of sums that the oracle weights by the {@link Formula}. */
final class SumGradient {
  private SumGradient() {}

  /** {@code d sum(r * y) / d x}. */
  static Operand<TFloat32> of(NetworkGraph graph, Operand<TFloat32> y, Operand<TFloat32> x) {
    Ops tf = graph.tf();
    long[] dims = y.shape().asArray();
    float[] weights = Formula.values(Formula.WEIGHTS_OF_SUM, Formula.count(dims), 1);
    int[] shape = IntStream.range(0, dims.length).map(d -> (int) dims[d]).toArray();
    int[] axes = IntStream.range(0, dims.length).toArray();
    Operand<TFloat32> r = tf.reshape(tf.constant(weights), tf.constant(shape));
    Operand<TFloat32> sum = tf.sum(tf.math.mul(y, r), tf.constant(axes));
    return Tape.gradients(graph, sum, List.of(x)).get(0);
  }
}
