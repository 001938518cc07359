// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What moves or copies the elements of one tensor without changing them. */
final class ShapeRules {
  private ShapeRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("Identity", b -> b.give(0, b::gradient));
    rules.put("Reshape", ShapeRules::reshape);
    rules.put("ExpandDims", ShapeRules::reshape);
    rules.put("Squeeze", ShapeRules::reshape);
    rules.put("Transpose", ShapeRules::transpose);
    rules.put("BroadcastTo", b -> b.giveReduced(0, b::gradient));
    rules.put("Pad", ShapeRules::pad);
    rules.put("PadV2", ShapeRules::pad);
    rules.put("MirrorPad", ShapeRules::mirrorPad);
    rules.put("Slice", ShapeRules::slice);
    rules.put("StridedSlice", ShapeRules::stridedSlice);
    rules.put("Tile", ShapeRules::tile);
  }

  private static void reshape(Backward b) {
    b.give(0, () -> b.tf().reshape(b.gradient(), b.shapeOf(b.input(0))));
  }

  private static void transpose(Backward b) {
    b.give(
        0,
        () -> {
          int[] permutation = b.constantInts(1);
          int[] inverse = new int[permutation.length];
          for (int i = 0; i < inverse.length; i++) inverse[permutation[i]] = i;
          return b.tf().linalg.transpose(b.gradient(), b.tf().constant(inverse));
        });
  }

  private static void pad(Backward b) {
    if (b.op().numInputs() > 2) b.refuseGradientOf(2, "the padding value");
    b.give(
        0,
        () -> {
          int[] paddings = b.constantInts(1);
          int[] before = new int[paddings.length / 2];
          for (int i = 0; i < before.length; i++) before[i] = paddings[2 * i];
          return b.tf().slice(b.gradient(), b.tf().constant(before), b.shapeOf(b.input(0)));
        });
  }

  private static void mirrorPad(Backward b) {
    b.give(
        0,
        () ->
            b.nativeOp("MirrorPadGrad")
                .input(b.gradient())
                .input(b.op().input(1))
                .copy(b.op(), "mode")
                .result());
  }

  /** Zeros around the gradient: before it {@code begin}, after it what is left of the input. */
  private static void slice(Backward b) {
    Ops tf = b.tf();
    b.give(
        0,
        () -> {
          Operand<TInt32> before = tf.constant(b.constantInts(1));
          Operand<TInt32> left = tf.math.sub(b.shapeOf(b.input(0)), b.shapeOf(b.output()));
          Operand<TInt32> paddings =
              tf.stack(List.of(before, tf.math.sub(left, before)), Stack.axis(1L));
          return tf.pad(b.gradient(), paddings, tf.constant(0f));
        });
  }

  private static void stridedSlice(Backward b) {
    b.give(
        0,
        () ->
            b.nativeOp("StridedSliceGrad")
                .input(b.shapeOf(b.input(0)))
                .input(b.op().input(1))
                .input(b.op().input(2))
                .input(b.op().input(3))
                .input(b.gradient())
                .copy(
                    b.op(),
                    "begin_mask",
                    "end_mask",
                    "ellipsis_mask",
                    "new_axis_mask",
                    "shrink_axis_mask")
                .result());
  }

  /** Seen as {@code [n0, d0, n1, d1, ...]}, the gradient is summed over the repeats n. */
  private static void tile(Backward b) {
    Ops tf = b.tf();
    b.give(
        0,
        () -> {
          if (!Dims.fullyKnown(b.input(0).shape())) throw b.refusal("of unknown shape");
          int[] repeats = b.constantInts(1);
          int[] dims = Dims.toInts(b.input(0).shape().asArray());
          int[] split = new int[2 * dims.length];
          int[] axes = new int[dims.length];
          for (int i = 0; i < dims.length; i++) {
            split[2 * i] = repeats[i];
            split[2 * i + 1] = dims[i];
            axes[i] = 2 * i;
          }
          Operand<TFloat32> parts = tf.reshape(b.gradient(), tf.constant(split));
          return tf.sum(parts, tf.constant(axes));
        });
  }
}
