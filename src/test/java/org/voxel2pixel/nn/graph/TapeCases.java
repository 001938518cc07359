// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.voxel2pixel.nn.graph.TapeCase.any;
import static org.voxel2pixel.nn.graph.TapeCase.apart;
import static org.voxel2pixel.nn.graph.TapeCase.positive;
import static org.voxel2pixel.nn.graph.TapeCase.unknownBatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.op.sparse.SparseTensorDenseMatMul;
import org.tensorflow.types.TFloat32;

/** At least one case for each gradient rule but the convolutions and normalisations. */
final class TapeCases {
  private TapeCases() {}

  static List<TapeCase> all() {
    List<TapeCase> cases = new ArrayList<>();
    addBinary(cases);
    addUnary(cases);
    addReductions(cases);
    addShapes(cases);
    addJoins(cases);
    addProducts(cases);
    addImages(cases);
    return cases;
  }

  private static void add(
      List<TapeCase> cases,
      String name,
      BiFunction<Ops, List<Operand<TFloat32>>, Operand<TFloat32>> f,
      TapeCase.Input... inputs) {
    cases.add(new TapeCase(name, f, List.of(inputs)));
  }

  private static Operand<TFloat32> raw(Ops tf, String type, List<Operand<TFloat32>> x) {
    NativeOp op = new NativeOp(tf, type);
    x.forEach(op::input);
    return op.result();
  }

  private static void addBinary(List<TapeCase> cases) {
    for (String type : List.of("Add", "AddV2", "Sub", "Mul", "SquaredDifference")) {
      add(cases, type, (tf, x) -> raw(tf, type, x), any(2, 3), any(2, 3));
      add(cases, type + " row", (tf, x) -> raw(tf, type, x), any(2, 3), any(3));
      add(cases, type + " column", (tf, x) -> raw(tf, type, x), any(2, 1), any(2, 3));
      add(cases, type + " scalar", (tf, x) -> raw(tf, type, x), any(), any(2, 3));
    }
    add(
        cases,
        "add unknown",
        (tf, x) -> tf.math.add(x.get(0), x.get(1)),
        unknownBatch(2, 3),
        any(3));
    add(
        cases,
        "mul unknown",
        (tf, x) -> tf.math.mul(x.get(0), x.get(1)),
        unknownBatch(1, 3),
        unknownBatch(2, 3));
    for (String type : List.of("Div", "RealDiv")) {
      add(cases, type, (tf, x) -> raw(tf, type, x), any(2, 3), positive(2, 3));
      add(cases, type + " outer", (tf, x) -> raw(tf, type, x), any(2, 1), positive(3));
    }
    for (String type : List.of("Maximum", "Minimum")) {
      add(
          cases,
          type,
          (tf, x) -> raw(tf, type, List.of(slice(tf, x.get(0), 0), slice(tf, x.get(0), 1))),
          apart(2, 5));
      add(
          cases,
          type + " constant",
          (tf, x) -> raw(tf, type, List.of(x.get(0), tf.constant(0f))),
          apart(7));
    }
    add(cases, "AddN", (tf, x) -> tf.math.addN(x), any(3), any(3), any(3));
    add(cases, "Pow", (tf, x) -> tf.math.pow(x.get(0), tf.constant(-0.75f)), positive(2, 3));
    add(
        cases,
        "SelectV2",
        (tf, x) -> tf.select(tf.math.greater(x.get(0), tf.constant(0f)), x.get(0), x.get(1)),
        apart(2, 3),
        any(3));
  }

  private static Operand<TFloat32> slice(Ops tf, Operand<TFloat32> x, int row) {
    return tf.slice(x, tf.constant(new int[] {row, 0}), tf.constant(new int[] {1, -1}));
  }

  private static void addUnary(List<TapeCase> cases) {
    for (String type :
        List.of("Neg", "Square", "Exp", "Sin", "Cos", "Sigmoid", "Tanh", "Softplus")) {
      add(cases, type, (tf, x) -> raw(tf, type, x), any(2, 3));
    }
    for (String type : List.of("Sqrt", "Rsqrt", "Log", "Log1p")) {
      add(cases, type, (tf, x) -> raw(tf, type, x), positive(2, 3));
    }
    for (String type : List.of("Abs", "Relu", "Elu", "LeakyRelu")) {
      add(cases, type, (tf, x) -> raw(tf, type, x), apart(2, 5));
    }
    add(
        cases,
        "LeakyRelu 0.3",
        (tf, x) -> tf.nn.leakyRelu(x.get(0), LeakyRelu.alpha(0.3f)),
        apart(7));
    add(cases, "Softmax", (tf, x) -> raw(tf, "Softmax", x), any(2, 4));
    add(cases, "LogSoftmax", (tf, x) -> raw(tf, "LogSoftmax", x), any(2, 4));
    add(
        cases,
        "softmax cross-entropy",
        (tf, x) ->
            SoftmaxCrossEntropyWithLogits.create(
                    tf.scope(), x.get(0), tf.constant(new float[][] {{.2f, .5f, .3f}, {0, 0, 1}}))
                .loss(),
        any(2, 3));
    add(cases, "Identity", (tf, x) -> tf.math.square(tf.identity(x.get(0))), any(3));
    add(
        cases,
        "several uses",
        (tf, x) -> tf.math.mul(tf.math.exp(x.get(0)), tf.math.add(x.get(0), tf.math.sin(x.get(0)))),
        any(3));
  }

  private static void addReductions(List<TapeCase> cases) {
    int[][] axesOfRank3 = {{0}, {1}, {-1}, {0, 2}, {0, 1, 2}, {}};
    for (int[] axes : axesOfRank3) {
      String on = " over " + Arrays.toString(axes);
      add(
          cases,
          "Sum" + on,
          (tf, x) -> squared(tf, tf.sum(x.get(0), tf.constant(axes))),
          any(2, 3, 2));
      add(
          cases,
          "Mean" + on,
          (tf, x) -> squared(tf, tf.math.mean(x.get(0), tf.constant(axes), Mean.keepDims(true))),
          any(2, 3, 2));
      add(
          cases,
          "unknown Mean" + on,
          (tf, x) -> squared(tf, tf.math.mean(x.get(0), tf.constant(axes))),
          unknownBatch(2, 3, 2));
    }
    add(
        cases,
        "Sum over long axes",
        (tf, x) -> squared(tf, tf.sum(x.get(0), tf.constant(new long[] {1}), Sum.keepDims(true))),
        any(2, 3));
  }

  private static Operand<TFloat32> squared(Ops tf, Operand<TFloat32> x) {
    return tf.math.square(x);
  }

  private static void addShapes(List<TapeCase> cases) {
    add(
        cases,
        "Reshape",
        (tf, x) -> tf.reshape(x.get(0), tf.constant(new int[] {3, -1})),
        any(2, 3, 2));
    add(
        cases,
        "Reshape unknown",
        (tf, x) -> tf.reshape(x.get(0), tf.constant(new int[] {-1, 6})),
        unknownBatch(2, 3, 2));
    add(cases, "ExpandDims", (tf, x) -> tf.expandDims(x.get(0), tf.constant(1)), any(2, 3));
    add(cases, "Squeeze", (tf, x) -> tf.squeeze(x.get(0)), any(2, 1, 3));
    add(
        cases,
        "Transpose",
        (tf, x) -> tf.linalg.transpose(x.get(0), tf.constant(new int[] {2, 0, 1})),
        any(2, 3, 4));
    add(
        cases,
        "BroadcastTo",
        (tf, x) -> tf.broadcastTo(x.get(0), tf.constant(new int[] {4, 2, 3})),
        any(2, 1));
    int[][] paddings = {{1, 0}, {0, 2}};
    add(
        cases,
        "Pad",
        (tf, x) -> new NativeOp(tf, "Pad").input(x.get(0)).input(tf.constant(paddings)).result(),
        any(2, 3));
    add(
        cases,
        "PadV2",
        (tf, x) -> tf.pad(x.get(0), tf.constant(paddings), tf.constant(2f)),
        any(2, 3));
    add(
        cases,
        "MirrorPad",
        (tf, x) -> tf.mirrorPad(x.get(0), tf.constant(paddings), "REFLECT"),
        any(2, 3));
    add(
        cases,
        "Slice",
        (tf, x) ->
            tf.slice(x.get(0), tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, 2})),
        any(2, 4));
    add(
        cases,
        "Slice unknown",
        (tf, x) ->
            tf.slice(x.get(0), tf.constant(new int[] {0, 1}), tf.constant(new int[] {-1, 2})),
        unknownBatch(2, 4));
    add(
        cases,
        "StridedSlice",
        (tf, x) ->
            tf.stridedSlice(
                x.get(0),
                tf.constant(new int[] {1, 4}),
                tf.constant(new int[] {0, 0}),
                tf.constant(new int[] {1, -2}),
                StridedSlice.shrinkAxisMask(1L)),
        any(2, 5));
    add(
        cases,
        "StridedSlice with masks",
        (tf, x) ->
            tf.stridedSlice(
                x.get(0),
                tf.constant(new int[] {1, 9, 1}),
                tf.constant(new int[] {0, 0, 4}),
                tf.constant(new int[] {1, 1, 2}),
                StridedSlice.endMask(1L),
                StridedSlice.ellipsisMask(2L)),
        any(3, 2, 4));
    add(cases, "Tile", (tf, x) -> tf.tile(x.get(0), tf.constant(new int[] {2, 3})), any(2, 2));
  }

  private static void addJoins(List<TapeCase> cases) {
    add(
        cases,
        "ConcatV2",
        (tf, x) -> squared(tf, tf.concat(x, tf.constant(-1))),
        any(2, 1),
        any(2, 3),
        any(2, 2));
    add(
        cases,
        "ConcatV2 unknown",
        (tf, x) -> tf.concat(x, tf.constant(1)),
        unknownBatch(2, 1),
        unknownBatch(2, 3));
    add(cases, "Pack", (tf, x) -> tf.stack(x, Stack.axis(1L)), any(2, 2), any(2, 2), any(2, 2));
    add(
        cases,
        "Split, one part unused",
        (tf, x) -> squared(tf, tf.split(tf.constant(1), x.get(0), 3L).output().get(1)),
        any(2, 6));
    add(
        cases,
        "SplitV",
        (tf, x) ->
            squared(
                tf,
                tf.splitV(x.get(0), tf.constant(new int[] {1, 3}), tf.constant(1), 2L)
                    .output()
                    .get(1)),
        any(2, 4));
    add(
        cases,
        "GatherV2",
        (tf, x) ->
            tf.gather(
                x.get(0),
                tf.constant(new int[][] {{2, 0}, {2, 2}}),
                tf.constant(0),
                Gather.batchDims(0L)),
        any(3, 2));
  }

  private static void addProducts(List<TapeCase> cases) {
    boolean[] either = {false, true};
    for (boolean ta : either) {
      for (boolean tb : either) {
        TapeCase.Input a = ta ? any(3, 2) : any(2, 3);
        TapeCase.Input b = tb ? any(4, 3) : any(3, 4);
        add(
            cases,
            "MatMul " + ta + " " + tb,
            (tf, x) ->
                tf.linalg.matMul(x.get(0), x.get(1), MatMul.transposeA(ta), MatMul.transposeB(tb)),
            a,
            b);
        TapeCase.Input c = ta ? any(2, 3, 2) : any(2, 2, 3);
        TapeCase.Input d = tb ? any(2, 4, 3) : any(2, 3, 4);
        add(
            cases,
            "BatchMatMul " + ta + " " + tb,
            (tf, x) ->
                new NativeOp(tf, "BatchMatMulV2")
                    .input(x.get(0))
                    .input(x.get(1))
                    .flag("adj_x", ta)
                    .flag("adj_y", tb)
                    .result(),
            c,
            d);
      }
    }
    addSparseProducts(cases);
  }

  /** A 3 x 4 matrix with an empty row, a column met twice, and two entries in one row. */
  private static void addSparseProducts(List<TapeCase> cases) {
    long[][] places = {{0, 1}, {0, 3}, {2, 1}, {2, 0}};
    for (boolean transposed : new boolean[] {false, true}) {
      add(
          cases,
          "SparseTensorDenseMatMul " + transposed,
          (tf, x) ->
              tf.sparse.sparseTensorDenseMatMul(
                  tf.constant(places),
                  x.get(0),
                  tf.constant(new long[] {3, 4}),
                  x.get(1),
                  SparseTensorDenseMatMul.adjointA(transposed)),
          any(4),
          any(transposed ? 3 : 4, 5));
    }
    add(
        cases,
        "SparseTensorDenseMatMul unknown",
        (tf, x) ->
            tf.sparse.sparseTensorDenseMatMul(
                tf.constant(places),
                x.get(0),
                tf.constant(new long[] {3, 4}),
                tf.linalg.transpose(x.get(1), tf.constant(new int[] {1, 0}))),
        any(4),
        unknownBatch(2, 4));
  }

  private static void addImages(List<TapeCase> cases) {
    int[][] sizes = {{5, 7}, {2, 2}};
    for (int[] size : sizes) {
      String to = " to " + size[0] + "x" + size[1];
      add(
          cases,
          "ResizeBilinear aligned" + to,
          (tf, x) ->
              tf.image.resizeBilinear(
                  x.get(0), tf.constant(size), ResizeBilinear.alignCorners(true)),
          any(2, 3, 4, 2));
      add(
          cases,
          "ResizeBilinear half pixel" + to,
          (tf, x) ->
              tf.image.resizeBilinear(
                  x.get(0), tf.constant(size), ResizeBilinear.halfPixelCenters(true)),
          any(1, 3, 4, 1));
      add(
          cases,
          "ResizeNearestNeighbor" + to,
          (tf, x) ->
              tf.image.resizeNearestNeighbor(
                  x.get(0), tf.constant(size), ResizeNearestNeighbor.halfPixelCenters(true)),
          any(1, 3, 4, 2));
    }
  }
}
