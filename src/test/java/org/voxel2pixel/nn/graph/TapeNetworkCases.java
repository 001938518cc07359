// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.voxel2pixel.nn.graph.TapeCase.any;
import static org.voxel2pixel.nn.graph.TapeCase.apart;
import static org.voxel2pixel.nn.graph.TapeCase.positive;
import static org.voxel2pixel.nn.graph.TapeCase.unknownBatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.Conv2dBackpropInput;
import org.tensorflow.op.nn.Conv3d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LocalResponseNormalization;
import org.tensorflow.types.TFloat32;

/** Cases for convolutions, pooling and normalisation. */
final class TapeNetworkCases {
  private TapeNetworkCases() {}

  static List<TapeCase> all() {
    List<TapeCase> cases = new ArrayList<>();
    addConvolutions(cases);
    addTransposed(cases);
    addSpatial(cases);
    addPooling(cases);
    addNormalisation(cases);
    return cases;
  }

  private static void add(
      List<TapeCase> cases,
      String name,
      BiFunction<Ops, List<Operand<TFloat32>>, Operand<TFloat32>> f,
      TapeCase.Input... inputs) {
    cases.add(new TapeCase(name, f, List.of(inputs)));
  }

  private static List<Long> planar(long n) {
    return List.of(1L, n, n, 1L);
  }

  private static List<Long> spatial(long n) {
    return List.of(1L, n, n, n, 1L);
  }

  private static void addConvolutions(List<TapeCase> cases) {
    for (String padding : List.of("SAME", "VALID")) {
      for (long stride : new long[] {1, 2, 3}) {
        add(
            cases,
            "Conv2D " + padding + " stride " + stride,
            (tf, x) -> tf.nn.conv2d(x.get(0), x.get(1), planar(stride), padding),
            any(2, 5, 4, 2),
            any(3, 2, 2, 3));
      }
    }
    add(
        cases,
        "Conv2D unknown batch",
        (tf, x) -> tf.nn.conv2d(x.get(0), x.get(1), planar(2), "SAME"),
        unknownBatch(2, 4, 4, 2),
        any(4, 4, 2, 2));
    List<Long> uneven = List.of(0L, 0L, 1L, 2L, 0L, 1L, 0L, 0L);
    add(
        cases,
        "Conv2D explicit padding",
        (tf, x) ->
            tf.nn.conv2d(
                x.get(0), x.get(1), planar(2), "EXPLICIT", Conv2d.explicitPaddings(uneven)),
        any(1, 5, 4, 2),
        any(3, 3, 2, 2));
    add(
        cases,
        "Conv2D dilated",
        (tf, x) ->
            tf.nn.conv2d(x.get(0), x.get(1), planar(1), "VALID", Conv2d.dilations(planar(2))),
        any(1, 6, 6, 2),
        any(3, 2, 2, 2));
    add(
        cases,
        "Conv2D grouped",
        (tf, x) -> tf.nn.conv2d(x.get(0), x.get(1), planar(1), "SAME"),
        any(1, 3, 3, 4),
        any(2, 2, 2, 6));
    add(
        cases,
        "DepthwiseConv2dNative",
        (tf, x) ->
            tf.nn.depthwiseConv2dNative(
                x.get(0), x.get(1), planar(1), "SAME", new DepthwiseConv2dNative.Options[0]),
        any(1, 4, 3, 2),
        any(3, 2, 2, 2));
    add(cases, "BiasAdd", (tf, x) -> tf.nn.biasAdd(x.get(0), x.get(1)), any(2, 2, 2, 3), any(3));
    add(cases, "BiasAdd dense", (tf, x) -> tf.nn.biasAdd(x.get(0), x.get(1)), any(2, 3), any(3));
  }

  private static void addTransposed(List<TapeCase> cases) {
    addTransposed(cases, "k4 s2 SAME", 4, 2, 6, 8, "SAME");
    addTransposed(cases, "k3 s1 SAME", 3, 1, 3, 4, "SAME");
    addTransposed(cases, "k3 s2 VALID", 3, 2, 7, 9, "VALID");
    add(
        cases,
        "Conv2DBackpropInput explicit",
        (tf, x) ->
            tf.nn.conv2dBackpropInput(
                tf.constant(new int[] {1, 6, 6, 2}),
                x.get(0),
                x.get(1),
                planar(2),
                "EXPLICIT",
                Conv2dBackpropInput.explicitPaddings(0L, 0L, 1L, 1L, 1L, 1L, 0L, 0L)),
        any(4, 4, 2, 2),
        any(1, 3, 3, 2));
  }

  private static void addTransposed(
      List<TapeCase> cases, String how, int kernel, int stride, int h, int w, String padding) {
    add(
        cases,
        "Conv2DBackpropInput " + how,
        (tf, x) ->
            tf.nn.conv2dBackpropInput(
                tf.constant(new int[] {2, h, w, 2}), x.get(0), x.get(1), planar(stride), padding),
        any(kernel, kernel, 2, 3),
        any(2, 3, 4, 3));
  }

  private static void addSpatial(List<TapeCase> cases) {
    add(
        cases,
        "Conv3D",
        (tf, x) -> tf.nn.conv3d(x.get(0), x.get(1), spatial(2), "SAME", new Conv3d.Options[0]),
        any(1, 4, 3, 3, 2),
        any(3, 2, 2, 2, 2));
    add(
        cases,
        "Conv3DBackpropInputV2",
        (tf, x) ->
            tf.nn.conv3dBackpropInput(
                tf.constant(new int[] {1, 4, 4, 2, 2}), x.get(0), x.get(1), spatial(2), "SAME"),
        any(2, 3, 2, 2, 2),
        any(1, 2, 2, 1, 2));
    add(
        cases,
        "AvgPool3D",
        (tf, x) -> tf.nn.avgPool3d(x.get(0), spatial(2), spatial(2), "VALID"),
        any(1, 4, 3, 2, 2));
    add(
        cases,
        "MaxPool3D",
        (tf, x) -> tf.nn.maxPool3d(x.get(0), spatial(2), spatial(1), "SAME"),
        apart(1, 3, 2, 2, 2));
  }

  private static void addPooling(List<TapeCase> cases) {
    for (String padding : List.of("SAME", "VALID")) {
      add(
          cases,
          "AvgPool " + padding,
          (tf, x) -> tf.nn.avgPool(x.get(0), planar(3), planar(2), padding),
          any(2, 5, 4, 2));
      add(
          cases,
          "MaxPoolV2 " + padding,
          (tf, x) ->
              tf.nn.maxPool(
                  x.get(0),
                  tf.constant(new int[] {1, 3, 3, 1}),
                  tf.constant(new int[] {1, 2, 2, 1}),
                  padding),
          apart(2, 5, 4, 1));
      add(
          cases,
          "MaxPool " + padding,
          (tf, x) ->
              new NativeOp(tf, "MaxPool")
                  .input(x.get(0))
                  .ints("ksize", 1, 2, 3, 1)
                  .ints("strides", 1, 1, 2, 1)
                  .text("padding", padding)
                  .result(),
          apart(1, 4, 5, 2));
    }
  }

  private static void addNormalisation(List<TapeCase> cases) {
    add(
        cases,
        "FusedBatchNormV3 training",
        (tf, x) -> {
          Operand<TFloat32> none = tf.constant(new float[0]);
          return tf.nn
              .fusedBatchNorm(
                  x.get(0), x.get(1), x.get(2), none, none, FusedBatchNorm.epsilon(0.1f))
              .y();
        },
        any(2, 3, 2, 2),
        any(2),
        any(2));
    add(
        cases,
        "FusedBatchNormV3 inference",
        (tf, x) ->
            tf.nn
                .fusedBatchNorm(
                    x.get(0),
                    x.get(1),
                    x.get(2),
                    tf.constant(new float[] {.3f, -.2f}),
                    tf.constant(new float[] {.5f, 2}),
                    FusedBatchNorm.epsilon(0.1f),
                    FusedBatchNorm.isTraining(false))
                .y(),
        any(2, 3, 2, 2),
        any(2),
        any(2));
    add(
        cases,
        "LRN with CaffeNet's attributes",
        (tf, x) -> lrn(tf, x.get(0), 2, 2e-5f, 0.75f, 1f),
        any(1, 2, 1, 7));
    add(
        cases,
        "LRN, strong",
        (tf, x) -> lrn(tf, x.get(0), 1, 0.7f, 0.6f, 1.5f),
        positive(1, 2, 2, 5));
  }

  private static Operand<TFloat32> lrn(
      Ops tf, Operand<TFloat32> x, long radius, float alpha, float beta, float bias) {
    return tf.nn.localResponseNormalization(
        x,
        LocalResponseNormalization.depthRadius(radius),
        LocalResponseNormalization.alpha(alpha),
        LocalResponseNormalization.beta(beta),
        LocalResponseNormalization.bias(bias));
  }
}
