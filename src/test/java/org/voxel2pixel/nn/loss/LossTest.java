// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;
import org.voxel2pixel.nn.graph.Tape;
import org.voxel2pixel.nn.layer.Reference;

/** Each loss and its gradient against PyTorch. */
class LossTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  private interface Of {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Operand<TFloat32> b);
  }

  private static Map<String, Of> losses() {
    Map<String, Of> losses = new LinkedHashMap<>();
    losses.put("meanAbsoluteError", Loss::meanAbsoluteError);
    losses.put("meanSquaredError", Loss::meanSquaredError);
    losses.put("euclidean", Loss::euclidean);
    losses.put("sigmoidCrossEntropyZero", (tf, x, b) -> Loss.sigmoidCrossEntropy(tf, x, 0));
    losses.put("sigmoidCrossEntropyOne", (tf, x, b) -> Loss.sigmoidCrossEntropy(tf, x, 1));
    losses.put("sigmoidCrossEntropySmooth", (tf, x, b) -> Loss.sigmoidCrossEntropy(tf, x, 0.7));
    losses.put("softmaxCrossEntropy", Loss::softmaxCrossEntropy);
    losses.put("softmaxCrossEntropyLabel", (tf, x, b) -> Loss.softmaxCrossEntropy(tf, x, 2));
    return losses;
  }

  static Stream<String> names() {
    return losses().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void valueAndGradientAgree(String name) {
    try (Reference reference = new Reference(name);
        NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", reference.dims("x"));
      Operand<TFloat32> b = graph.placeholder("b", reference.dims("x"));
      Operand<TFloat32> loss = losses().get(name).apply(graph.tf(), x, b);
      Operand<TFloat32> gradient = Tape.gradients(graph, loss, List.of(x)).get(0);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        Step step = session.step().feed(x, reference.values("x"), reference.dims("x"));
        if (reference.has("b")) step.feed(b, reference.values("b"), reference.dims("b"));
        float[][] values = step.fetch(loss).fetch(gradient).run();
        reference.assertClose("y", values[0]);
        reference.assertClose("dx", values[1]);
      }
    }
  }

  @Test
  void crossEntropyOfHugeLogitsNeitherOverflowsNorLosesTheGradient() {
    try (NetworkGraph graph = new NetworkGraph();
        NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      Operand<TFloat32> x = graph.placeholder("x", 2);
      Operand<TFloat32> loss = Loss.sigmoidCrossEntropy(graph.tf(), x, 1);
      Operand<TFloat32> gradient = Tape.gradients(graph, loss, List.of(x)).get(0);
      float[][] values =
          session.step().feed(x, new float[] {-1000, 1000}, 2).fetch(loss).fetch(gradient).run();
      assertEquals(500f, values[0][0]);
      assertEquals(-0.5f, values[1][0]);
      assertEquals(0f, values[1][1]);
    }
  }

  @Test
  void differentShapesAndBadTargetsAreRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Ops tf = graph.tf();
      Operand<TFloat32> a = graph.placeholder("a", 2, 3);
      Operand<TFloat32> b = graph.placeholder("b", 3, 2);
      Operand<TFloat32> c = graph.placeholder("c", 2, 1);
      assertThrows(IllegalArgumentException.class, () -> Loss.meanAbsoluteError(tf, a, b));
      assertThrows(IllegalArgumentException.class, () -> Loss.meanSquaredError(tf, a, c));
      assertThrows(IllegalArgumentException.class, () -> Loss.sigmoidCrossEntropy(tf, a, 1.1));
      assertThrows(IllegalArgumentException.class, () -> Loss.softmaxCrossEntropy(tf, a, 3));
    }
  }
}
