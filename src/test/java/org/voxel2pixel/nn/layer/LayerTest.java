// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;

/** Shapes, refusals, dropout and what moves values around. */
class LayerTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final Initializer ZEROS = Initializer.zeros();

  private final NetworkGraph graph = new NetworkGraph();
  private final Scope s = Scope.of(graph, "net", Mode.TRAINING);

  @AfterEach
  void close() {
    graph.close();
  }

  private static long[] dims(Operand<TFloat32> x) {
    return x.shape().asArray();
  }

  private Operand<TFloat32> conv(
      String name, Operand<TFloat32> x, int filters, int kernel, int stride, Padding padding) {
    return Convolution.conv2d(s, name, x, filters, kernel, stride, padding, Bias.WITHOUT, ZEROS);
  }

  @Test
  void theBrain2PixDiscriminatorEndsInSixBySixPatches() {
    Operand<TFloat32> y = graph.placeholder("x", -1, 96, 96, 18);
    y = conv("1", y, 4, 4, 2, Padding.SAME);
    y = conv("2", y, 4, 4, 2, Padding.SAME);
    y = conv("3", y, 4, 4, 2, Padding.SAME);
    y = conv("4", y, 4, 4, 1, Padding.explicit(1));
    assertArrayEquals(new long[] {-1, 11, 11, 4}, dims(y));
    y = conv("5", y, 1, 3, 2, Padding.SAME);
    assertArrayEquals(new long[] {-1, 6, 6, 1}, dims(y));
  }

  @Test
  void theShenDiscriminatorEndsInOnePixel() {
    Operand<TFloat32> y = graph.placeholder("x", 2, 227, 227, 3);
    int[][] kernelAndStride = {{7, 4}, {5, 1}, {3, 2}, {3, 1}, {3, 2}};
    for (int[] layer : kernelAndStride) {
      y = conv("k" + dims(y)[1], y, 4, layer[0], layer[1], Padding.VALID);
    }
    assertArrayEquals(new long[] {2, 11, 11, 4}, dims(y));
    y = Pooling.average(s, y, 11, 11, Padding.VALID);
    assertArrayEquals(
        new long[] {2, 4}, dims(ShapeOps.flatten(s, ShapeOps.cropSpatial(s, y, 0, 0, 0, 0))));
  }

  @Test
  void wrongRankUnknownSizeAndWindowsThatDoNotFitAreRefused() {
    Operand<TFloat32> vector = graph.placeholder("vector", 2, 3);
    Operand<TFloat32> unknown = graph.placeholder("unknown", 2, -1, 4, 3);
    Operand<TFloat32> small = graph.placeholder("small", 2, 3, 3, 3);
    assertRefused(() -> conv("a", vector, 1, 1, 1, Padding.SAME), "vector [2, 3]");
    assertRefused(() -> conv("b", unknown, 1, 1, 1, Padding.SAME), "unknown [2, -1, 4, 3]");
    assertRefused(() -> conv("c", small, 1, 4, 1, Padding.VALID), "does not fit");
    assertRefused(() -> conv("d", small, 0, 1, 1, Padding.VALID), "filters");
    assertRefused(
        () -> Convolution.grouped(s, "e", small, 2, 2, 1, 1, Padding.SAME, Bias.WITH, ZEROS),
        "2 groups of 3 channels");
    assertRefused(() -> Dense.apply(s, "f", small, 2, Bias.WITH, ZEROS), "[batch, feature]");
    assertRefused(() -> Pooling.max(s, small, 2, 1, Padding.explicit(1)), "SAME or VALID");
    assertRefused(() -> ShapeOps.cropSpatial(s, small, 2, 1, 0, 0), "nothing is left");
    assertEquals(0, graph.variables().all().size());
  }

  private static void assertRefused(Runnable layer, String part) {
    String message = assertThrows(IllegalArgumentException.class, layer::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void aSecondLayerOfTheSameNameSharesItsWeights() {
    Operand<TFloat32> x = graph.placeholder("x", 2, 4, 4, 3);
    conv("shared", x, 2, 3, 1, Padding.SAME);
    conv("shared", x, 2, 3, 1, Padding.SAME);
    assertEquals(1, graph.variables().all().size());
    assertRefused(() -> conv("shared", x, 5, 3, 1, Padding.SAME), "shared.weights");
  }

  @Test
  void paddingCroppingAndJoiningMoveValuesWhereTheySay() {
    Operand<TFloat32> x = graph.placeholder("x", -1, 2, 2, 1);
    Operand<TFloat32> padded = ShapeOps.padSpatial(s, x, 1, 0, 0, 2);
    Operand<TFloat32> cropped = ShapeOps.cropSpatial(s, x, 0, 1, 1, 0);
    Operand<TFloat32> joined = ShapeOps.concatChannels(s, x, x, x);
    Operand<TFloat32> back = ShapeOps.toImages(s, ShapeOps.flatten(s, x), 2, 2, 1);
    assertArrayEquals(new long[] {-1, 3, 4, 1}, dims(padded));
    assertArrayEquals(new long[] {-1, 2, 2, 3}, dims(joined));
    try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      float[] image = {1, 2, 3, 4};
      float[][] values =
          session
              .step()
              .feed(x, image, 1, 2, 2, 1)
              .fetch(padded)
              .fetch(cropped)
              .fetch(joined)
              .fetch(back)
              .run();
      assertArrayEquals(new float[] {0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0}, values[0]);
      assertArrayEquals(new float[] {2}, values[1]);
      assertArrayEquals(new float[] {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}, values[2]);
      assertArrayEquals(image, values[3]);
    }
  }

  @Test
  void dropoutKeepsItsShareScalesItAndRepeatsWithItsSeed() {
    Operand<TFloat32> x = graph.placeholder("x", -1, 20_000);
    Operand<TInt32> seed = graph.intPlaceholder("seed", 2);
    Operand<TFloat32> a = Dropout.apply(s, x, 0.3, Dropout.seedOf(s, "a", seed));
    Operand<TFloat32> b = Dropout.apply(s, x, 0.3, Dropout.seedOf(s, "b", seed));
    try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      float[][] first = drop(session, x, seed, 1, a, b);
      float[][] again = drop(session, x, seed, 1, a, b);
      float[][] next = drop(session, x, seed, 2, a, b);
      assertArrayEquals(first[0], again[0]);
      assertFalse(Arrays.equals(first[0], next[0]), "another step drops others");
      assertFalse(Arrays.equals(first[0], first[1]), "another layer drops others");
      int kept = 0;
      for (float v : first[0]) {
        assertTrue(v == 0 || v == (float) (1 / 0.7), "value " + v);
        if (v != 0) kept++;
      }
      assertEquals(0.7, kept / 20_000.0, 0.016); // 5 standard deviations
    }
  }

  @SafeVarargs
  private static float[][] drop(
      NetworkSession session,
      Operand<TFloat32> x,
      Operand<TInt32> seed,
      int step,
      Operand<TFloat32>... outputs) {
    float[] ones = new float[20_000];
    Arrays.fill(ones, 1);
    var run = session.step().feed(x, ones, 1, ones.length).feedInts(seed, new int[] {7, step}, 2);
    for (Operand<TFloat32> output : outputs) run.fetch(output);
    return run.run();
  }

  @Test
  void dropoutDoesNothingInInference() {
    Operand<TFloat32> x = graph.placeholder("x", -1, 4);
    Operand<TInt32> seed = graph.intPlaceholder("seed", 2);
    Scope inference = Scope.of(graph, "net", Mode.INFERENCE);
    assertSame(x, Dropout.apply(inference, x, 0.5, seed));
    assertRefused(() -> Dropout.apply(s, x, 1, seed), "rate");
  }
}
