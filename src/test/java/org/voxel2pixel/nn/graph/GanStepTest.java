// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.layer.BatchNormalisation;
import org.voxel2pixel.nn.optimizer.Adam;

/** What one step of adversarial training may change, and in which order. */
class GanStepTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  @Test
  void aDiscriminatorStepLeavesTheGeneratorBitIdentical() {
    try (TinyGan gan = new TinyGan(4);
        NetworkSession session = new NetworkSession(gan.graph, OPTIONS)) {
      session.initialise(3);
      Map<Variable, float[]> before = values(gan.graph, session);
      gan.run(session, 0, gan.discriminatorStep);
      Map<Variable, float[]> after = values(gan.graph, session);
      assertUnchanged("generator", before, after);
      assertAllChanged("discriminator", before, after);
    }
  }

  @Test
  void aGeneratorsUpdateLeavesTheDiscriminatorBitIdentical() {
    try (TinyGan gan = new TinyGan(4);
        NetworkSession session = new NetworkSession(gan.graph, OPTIONS)) {
      session.initialise(3);
      gan.run(session, 0, gan.discriminatorStep);
      Map<Variable, float[]> afterDiscriminator = values(gan.graph, session);
      session.initialise(3);
      gan.run(session, 0, gan.generatorStep);
      Map<Variable, float[]> afterBoth = values(gan.graph, session);
      assertUnchanged("discriminator", afterDiscriminator, afterBoth);
      assertAllChanged("generator", afterDiscriminator, afterBoth);
    }
  }

  @Test
  void aPassReadingAfterAnUpdateSeesItAndAPlainOneDoesNot() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Scope s = Scope.of(graph, "net", Mode.TRAINING);
      Operand<TFloat32> before = s.trainable("w", Initializer.ones());
      Variable w = graph.variables().find("w").orElseThrow();
      List<Operand<TFloat32>> gradient =
          Tape.gradients(graph, graph.tf().math.square(before), List.of(before));
      Op update = new Adam(0.1, 0.9, 0.999, 1e-8).minimise(graph, "adam", List.of(w), gradient);
      Scope later = s.readingAfter(List.of(update));
      Operand<TFloat32> after = later.trainable("w", Initializer.ones());
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(0);
        float[][] values = session.step().fetch(after).fetch(before).fetch(after).run();
        assertEquals(0.9f, values[0][0], 1e-6f);
        assertEquals(1f, values[1][0]);
        assertEquals(values[0][0], values[2][0]);
      }
    }
  }

  @Test
  void aPassReadingAfterCollectsNoUpdates() {
    try (TinyGan gan = new TinyGan(4)) {
      assertEquals(4, gan.discriminator.updates().size());
      assertEquals(List.of(), gan.discriminator.readingAfter(List.of()).updates());
    }
  }

  @Test
  void theSameSeedTwiceGivesEqualBits() {
    assertArrayEquals(lossesOf(5), lossesOf(5), 0f);
  }

  private static float[] lossesOf(int steps) {
    try (TinyGan gan = new TinyGan(4);
        NetworkSession session = new NetworkSession(gan.graph, OPTIONS)) {
      session.initialise(3);
      float[] losses = new float[2 * steps];
      for (int i = 0; i < steps; i++) {
        float[][] both = gan.run(session, i, gan.generatorStep);
        losses[2 * i] = both[0][0];
        losses[2 * i + 1] = both[1][0];
      }
      return losses;
    }
  }

  @Test
  void twoPassesInOneScopeMoveTheStatisticsOneAfterTheOther() {
    float[] first = {1, 3};
    float[] second = {10, 30};
    try (NetworkGraph graph = new NetworkGraph()) {
      Scope s = Scope.of(graph, "net", Mode.TRAINING);
      BatchNormalisation.Settings settings = new BatchNormalisation.Settings(0.75, 1e-3);
      Operand<TFloat32> x = graph.placeholder("x", 2, 1, 1, 1);
      Operand<TFloat32> z = graph.placeholder("z", 2, 1, 1, 1);
      BatchNormalisation.apply(s, "norm", x, settings, Initializer.ones());
      BatchNormalisation.apply(s, "norm", z, settings, Initializer.ones());
      assertEquals(4, s.updates().size());
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(0);
        Step step = session.step().feed(x, first, 2, 1, 1, 1).feed(z, second, 2, 1, 1, 1);
        s.updates().forEach(step::target);
        step.run();
        // Means 2 and 20, unbiased variances 2 and 200, from 0 and 1.
        double mean = 0.75 * (0.25 * 2) + 0.25 * 20;
        double variance = 0.75 * (0.75 * 1 + 0.25 * 2) + 0.25 * 200;
        assertEquals(mean, value(graph, session, "norm.movingMean"), 1e-5);
        assertEquals(variance, value(graph, session, "norm.movingVariance"), 1e-4);
      }
    }
  }

  private static float value(NetworkGraph graph, NetworkSession session, String name) {
    return session.read(graph.variables().find(name).orElseThrow())[0];
  }

  @Test
  void twoScopesThatUpdateTheSameStatisticsAreRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      BatchNormalisation.Settings settings = new BatchNormalisation.Settings(0.9, 1e-3);
      Operand<TFloat32> x = graph.placeholder("x", 2, 1, 1, 1);
      Scope s = Scope.of(graph, "net", Mode.TRAINING);
      BatchNormalisation.apply(s, "norm", x, settings, Initializer.ones());
      Scope other = Scope.of(graph, "net", Mode.TRAINING);
      String message =
          assertThrows(
                  IllegalStateException.class,
                  () -> BatchNormalisation.apply(other, "norm", x, settings, Initializer.ones()))
              .getMessage();
      assertTrue(message.contains("norm.movingMean"), message);
    }
  }

  private static Map<Variable, float[]> values(NetworkGraph graph, NetworkSession session) {
    Map<Variable, float[]> values = new LinkedHashMap<>();
    graph.variables().all().forEach(v -> values.put(v, session.read(v)));
    return values;
  }

  private static void assertUnchanged(
      String group, Map<Variable, float[]> before, Map<Variable, float[]> after) {
    before.forEach(
        (v, values) -> {
          if (v.group().equals(group)) assertArrayEquals(values, after.get(v), 0f, v.name());
        });
  }

  private static void assertAllChanged(
      String group, Map<Variable, float[]> before, Map<Variable, float[]> after) {
    before.forEach(
        (v, values) -> {
          if (v.group().equals(group)) {
            assertFalse(Arrays.equals(values, after.get(v)), v.name() + " did not change");
          }
        });
  }
}
