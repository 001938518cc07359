// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Role;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Tape;
import org.voxel2pixel.nn.graph.Variable;

class AdamTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  /** Minimises (w + 3)^2 from w = 1; answers w after each step. */
  private static double[] descend(Adam adam, int steps) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variable w = weight(graph, "w", Initializer.ones());
      Variable other = weight(graph, "other", Initializer.constant(5));
      Operand<TFloat32> loss = lossOf(graph, w, other);
      Op update = adam.minimise(graph, "adam", List.of(w, other), gradients(graph, loss, w, other));
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(0);
        double[] path = new double[steps];
        for (int i = 0; i < steps; i++) {
          session.step().target(update).run();
          path[i] = session.read(w)[0];
        }
        return path;
      }
    }
  }

  private static Variable weight(NetworkGraph graph, String name, Initializer init) {
    return graph.variables().get(name, "net", Role.TRAINABLE, init);
  }

  private static Operand<TFloat32> lossOf(NetworkGraph graph, Variable w, Variable other) {
    Operand<TFloat32> distance = graph.tf().math.add(w.read(), graph.tf().constant(3f));
    return graph
        .tf()
        .math
        .add(graph.tf().math.square(distance), graph.tf().math.square(other.read()));
  }

  private static List<Operand<TFloat32>> gradients(
      NetworkGraph graph, Operand<TFloat32> loss, Variable... variables) {
    return Tape.gradients(graph, loss, List.of(variables).stream().map(Variable::read).toList());
  }

  /** The same by the formula, in double precision. */
  private static double[] byHand(Adam a, int steps) {
    double w = 1;
    double m = 0;
    double v = 0;
    double[] path = new double[steps];
    for (int t = 1; t <= steps; t++) {
      double g = 2 * (w + 3);
      m = a.beta1() * m + (1 - a.beta1()) * g;
      v = a.beta2() * v + (1 - a.beta2()) * g * g;
      double correction = Math.sqrt(1 - Math.pow(a.beta2(), t)) / (1 - Math.pow(a.beta1(), t));
      w -= a.learningRate() * correction * m / (Math.sqrt(v) + a.epsilon());
      path[t - 1] = w;
    }
    return path;
  }

  @Test
  void theFirstStepIsTheLearningRateLong() {
    assertEquals(0.9, descend(new Adam(0.1, 0.9, 0.999, 1e-8), 1)[0], 1e-6);
  }

  @Test
  void tenStepsFollowTheFormula() {
    for (Adam adam :
        List.of(
            new Adam(0.1, 0.9, 0.999, 1e-8),
            new Adam(0.3, 0.5, 0.9, 1e-8),
            new Adam(0.1, 0, 0.99, 0.2))) {
      double[] expected = byHand(adam, 10);
      double[] actual = descend(adam, 10);
      for (int i = 0; i < 10; i++) assertEquals(expected[i], actual[i], 1e-5, adam + " step " + i);
    }
  }

  @Test
  void twentyFreshSessionsGiveOneValue() {
    Set<Double> values = new HashSet<>();
    for (int i = 0; i < 20; i++) values.add(descend(new Adam(0.1, 0.9, 0.999, 1e-8), 3)[2]);
    assertEquals(1, values.size(), values.toString());
  }

  @Test
  void aFedLearningRateReplacesTheFixedOne() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variable w = weight(graph, "w", Initializer.ones());
      Operand<TFloat32> loss = graph.tf().math.mul(w.read(), graph.tf().constant(2f));
      Operand<TFloat32> rate = graph.placeholder("rate");
      Op update =
          new Adam(7, 0.9, 0.999, 1e-8)
              .minimise(graph, "adam", List.of(w), gradients(graph, loss, w), rate);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(0);
        session.step().feed(rate, new float[] {0.25f}).target(update).run();
        assertEquals(0.75, session.read(w)[0], 1e-6);
      }
    }
  }

  @Test
  void onlyTheGivenVariablesAreTrained() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variable w = weight(graph, "w", Initializer.ones());
      Variable other = weight(graph, "other", Initializer.constant(5));
      Operand<TFloat32> loss = lossOf(graph, w, other);
      Op update =
          new Adam(0.1, 0.9, 0.999, 1e-8)
              .minimise(graph, "adam", List.of(w), gradients(graph, loss, w));
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(0);
        session.step().target(update).run();
        assertEquals(5f, session.read(other)[0]);
      }
    }
  }

  @Test
  void weightDecayIsAddedToTheGradient() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variable w = weight(graph, "w", Initializer.constant(5));
      Operand<TFloat32> loss = graph.tf().math.mul(w.read(), graph.tf().constant(2f));
      Operand<TFloat32> decayed =
          new WeightDecay(0.1).addTo(graph, List.of(w), gradients(graph, loss, w)).get(0);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(0);
        assertEquals(2 + 0.1 * 5, session.step().fetch(decayed).run()[0][0], 1e-6);
      }
    }
  }

  @Test
  void parametersOutsideTheirRangesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Adam(0, 0.9, 0.999, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> new Adam(1, 1, 0.999, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> new Adam(1, 0.9, Double.NaN, 1e-8));
    assertThrows(IllegalArgumentException.class, () -> new Adam(1, 0.9, 0.999, 0));
  }
}
