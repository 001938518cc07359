// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What joins several tensors, takes one apart, or picks from it. */
final class JoiningRules {
  private JoiningRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("ConcatV2", JoiningRules::concat);
    rules.put("Split", b -> b.give(1, () -> joined(b, b.constantInts(0)[0])));
    rules.put("SplitV", b -> b.give(0, () -> joined(b, b.constantInts(2)[0])));
    rules.put("Pack", JoiningRules::pack);
    rules.put("GatherV2", JoiningRules::gather);
  }

  /** Each input gets its slice; all of every other axis ({@code -1}), known or not. */
  private static void concat(Backward b) {
    Ops tf = b.tf();
    int inputCount = b.op().numInputs() - 1;
    int rank = b.rank(b.output());
    int axis = Math.floorMod(b.constantInts(inputCount)[0], rank);
    long offset = 0;
    for (int i = 0; i < inputCount; i++) {
      long length = b.input(i).shape().get(axis);
      if (length == Dims.UNKNOWN) throw b.refusal("along an axis of unknown length");
      int[] begin = new int[rank];
      begin[axis] = Math.toIntExact(offset);
      int[] size = new int[rank];
      Arrays.fill(size, -1);
      size[axis] = Math.toIntExact(length);
      b.give(i, () -> tf.slice(b.gradient(), tf.constant(begin), tf.constant(size)));
      offset += length;
    }
  }

  private static Operand<TFloat32> joined(Backward b, int axis) {
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < b.op().numOutputs(); i++) gradients.add(b.gradient(i));
    return b.tf().concat(gradients, b.tf().constant(axis));
  }

  private static void pack(Backward b) {
    Ops tf = b.tf();
    int rank = b.rank(b.output());
    int axis = (int) Math.floorMod(b.op().attributes().getAttrInt("axis"), (long) rank);
    for (int i = 0; i < b.op().numInputs(); i++) {
      int[] begin = new int[rank];
      begin[axis] = i;
      int[] size = new int[rank];
      Arrays.fill(size, -1);
      size[axis] = 1;
      Output<TFloat32> input = b.input(i);
      b.give(
          i,
          () ->
              tf.reshape(
                  tf.slice(b.gradient(), tf.constant(begin), tf.constant(size)), b.shapeOf(input)));
    }
  }

  /** Along axis 0: a row's gradient is the sum over all the places that picked it. */
  private static void gather(Backward b) {
    boolean rows = b.constantInts(2)[0] == 0 && b.op().attributes().getAttrInt("batch_dims") == 0;
    if (!rows) throw b.refusal("along another axis than 0");
    Ops tf = b.tf();
    b.give(
        0,
        () -> {
          Shape shape = b.input(0).shape();
          if (!Dims.fullyKnown(shape)) throw b.refusal("of unknown shape");
          int[] dims = Dims.toInts(shape.asArray());
          int rowCount = dims[0];
          int[] flat = dims.clone();
          flat[0] = -1;
          Operand<TInt32> rowOf =
              tf.reshape(
                  tf.dtypes.cast(b.op().input(1).asOutput(), TInt32.class),
                  tf.constant(new int[] {-1}));
          return tf.math.unsortedSegmentSum(
              tf.reshape(b.gradient(), tf.constant(flat)), rowOf, tf.constant(rowCount));
        });
  }
}
