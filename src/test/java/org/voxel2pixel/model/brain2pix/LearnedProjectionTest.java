// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.model.brain2pix.LearnedRfReference.BATCH;
import static org.voxel2pixel.model.brain2pix.LearnedRfReference.LAGS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.model.brain2pix.LearnedRfReference.Operator;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;
import org.voxel2pixel.nn.graph.Tape;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.nn.loss.Loss;
import org.voxel2pixel.nn.optimizer.Adam;
import org.voxel2pixel.projection.SparseProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class LearnedProjectionTest {
  private static final int PIXELS = 6 * 5;
  private static final int[] ALL_AXES = {0, 1, 2, 3};

  static Stream<Arguments> cases() {
    return Stream.of(Operator.values())
        .flatMap(
            operator -> Stream.of(LearnedRf.values()).map(form -> Arguments.of(operator, form)));
  }

  /** A projection in a graph with its input, its parameters and a session. */
  private static final class Built implements AutoCloseable {
    final NetworkGraph graph = new NetworkGraph();
    final SparseProjection projection;
    final float[][][] responses;
    final GraphProjection fixed;
    final Operand<TFloat32> signals;
    final Operand<TFloat32> images;
    final List<Variable> variables;
    final float[] fed;
    private NetworkSession session;

    Built(Operator operator, LearnedRf form, double weightSd) {
      try (LearnedRfReference reference = new LearnedRfReference()) {
        projection = operator.of(reference.fields());
        responses = reference.responses();
      }
      fixed = GraphProjection.of(projection);
      fed = new float[BATCH * LAGS * fixed.columnCount()];
      for (int b = 0; b < BATCH; b++) {
        fixed.signals(responses[b], fed, b * LAGS * fixed.columnCount());
      }
      signals = graph.placeholder("signals", -1, LAGS, fixed.columnCount());
      Scope scope = Scope.of(graph, Generator.GROUP, Mode.TRAINING);
      images = LearnedProjection.of(fixed, form, weightSd).build(scope, signals);
      variables = graph.variables().trainable(Generator.GROUP);
    }

    /** Opened once the graph is complete. */
    NetworkSession session() {
      if (session == null) {
        session = new NetworkSession(graph, new SessionOptions(1, 1));
        session.initialise(5);
      }
      return session;
    }

    float[] images() {
      return session()
          .step()
          .feed(signals, fed, BATCH, LAGS, fixed.columnCount())
          .fetch(images)
          .run()[0];
    }

    float[] painted() {
      float[] painted = new float[BATCH * projection.layout().valueCount()];
      for (int b = 0; b < BATCH; b++) {
        projection.projectLags(responses[b], painted, b * projection.layout().valueCount());
      }
      return painted;
    }

    @Override
    public void close() {
      if (session != null) session.close();
      graph.close();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutNoiseEveryFormStartsAsTheFixedProjection(Operator operator, LearnedRf form) {
    try (Built built = new Built(operator, form, 0)) {
      assertArrayEquals(built.painted(), built.images(), 1e-6f);
    }
  }

  /** Each value is linear in each single number, so that central differences have no error. */
  @ParameterizedTest
  @MethodSource("cases")
  void gradientsByEverySignalAndEveryWeightEqualDifferences(Operator operator, LearnedRf form) {
    try (Built built = new Built(operator, form, 0.5)) {
      Operand<TFloat32> r = built.graph.placeholder("r", -1, 5, 6, 2 * LAGS);
      Operand<TFloat32> loss =
          built
              .graph
              .tf()
              .sum(built.graph.tf().math.mul(built.images, r), built.graph.tf().constant(ALL_AXES));
      List<Operand<TFloat32>> xs = new ArrayList<>(List.of(built.signals));
      built.variables.forEach(v -> xs.add(v.read()));
      List<Operand<TFloat32>> gradients = Tape.gradients(built.graph, loss, xs);
      float[] weights = new float[built.images().length];
      Random random = new Random(8);
      for (int i = 0; i < weights.length; i++) weights[i] = 2 * random.nextFloat() - 1;
      Step step =
          built
              .session()
              .step()
              .feed(built.signals, built.fed, BATCH, LAGS, built.fixed.columnCount())
              .feed(r, weights, BATCH, 5, 6, 2 * LAGS);
      gradients.forEach(step::fetch);
      float[][] actual = step.run();
      compare("signals", built, weights, built.fed, actual[0], () -> {});
      for (int i = 0; i < built.variables.size(); i++) {
        Variable variable = built.variables.get(i);
        float[] values = built.session().read(variable);
        compare(
            variable.name(),
            built,
            weights,
            values,
            actual[1 + i],
            () -> built.session().assign(variable, values));
      }
    }
  }

  private static void compare(
      String what, Built built, float[] r, float[] values, float[] gradient, Runnable set) {
    assertEquals(values.length, gradient.length, what);
    for (int i = 0; i < values.length; i++) {
      float kept = values[i];
      values[i] = kept + 1;
      set.run();
      double above = weighted(built.images(), r);
      values[i] = kept - 1;
      set.run();
      double below = weighted(built.images(), r);
      values[i] = kept;
      set.run();
      assertEquals((above - below) / 2, gradient[i], 2e-5, what + "[" + i + "]");
    }
  }

  private static double weighted(float[] images, float[] r) {
    double sum = 0;
    for (int i = 0; i < images.length; i++) sum += (double) images[i] * r[i];
    return sum;
  }

  @ParameterizedTest
  @EnumSource(LearnedRf.class)
  void variablesAreNamedByRegionAndAsLargeAsTheFormSays(LearnedRf form) {
    try (Built built = new Built(Operator.FIXED, form, 0)) {
      List<String> expected =
          switch (form) {
            case ADDITIVE ->
                List.of(
                    "learnedRf.0.V2.weights [12, " + PIXELS + "]",
                    "learnedRf.0.V2.bias [" + PIXELS + "]",
                    "learnedRf.1.V1.weights [11, " + PIXELS + "]",
                    "learnedRf.1.V1.bias [" + PIXELS + "]");
            case MASKED ->
                List.of("learnedRf.0.V2.perturbation [12]", "learnedRf.1.V1.perturbation [11]");
            case MULTIPLICATIVE ->
                List.of("learnedRf.0.V2.factors [12]", "learnedRf.1.V1.factors [11]");
          };
      assertEquals(expected, built.variables.stream().map(Variable::toString).toList());
    }
  }

  @Test
  void regionsWhoseNamesDifferInSignsOnlyHaveVariablesOfTheirOwn() {
    Optional<ReceptiveField> field = Optional.of(new ReceptiveField(0.5, 0.5, 1));
    VoxelFields fields =
        new VoxelFields(
            new PixelGrid(4, 4, 4),
            List.of("LO 1", "LO/1"),
            List.of("LO 1", "LO/1"),
            List.of(field, field),
            1);
    GraphProjection fixed = GraphProjection.of(Operator.FIXED.of(fields));
    try (NetworkGraph graph = new NetworkGraph()) {
      LearnedProjection.of(fixed, LearnedRf.MASKED, 0)
          .build(
              Scope.of(graph, Generator.GROUP, Mode.TRAINING),
              graph.placeholder("signals", 1, 1, 2));
      assertEquals(
          List.of("learnedRf.0.LO_1.perturbation", "learnedRf.1.LO_1.perturbation"),
          graph.variables().all().stream().map(Variable::name).toList());
    }
  }

  @ParameterizedTest
  @EnumSource(LearnedRf.class)
  void noiseOfTheWeightsHasTheGivenDeviationAndBiasesNone(LearnedRf form) {
    try (Built built = new Built(Operator.MEAN, form, 0.02)) {
      double neutral = form == LearnedRf.MULTIPLICATIVE ? 1 : 0;
      for (Variable variable : built.variables) {
        double squares = 0;
        float[] values = built.session().read(variable);
        for (float value : values) squares += (value - neutral) * (value - neutral);
        double sd = Math.sqrt(squares / values.length);
        assertEquals(variable.name().endsWith("bias") ? 0 : 0.02, sd, 0.005, variable.name());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(LearnedRf.class)
  void theGeneratorsAdamLearnsMapsThatAreTwoAndAHalfTimesAsStrong(LearnedRf form) {
    try (Built built = new Built(Operator.FIXED, form, 0)) {
      float[] target = built.painted();
      for (int i = 0; i < target.length; i++) target[i] *= 2.5f;
      NetworkGraph graph = built.graph;
      Operand<TFloat32> wanted = graph.placeholder("wanted", -1, 5, 6, 2 * LAGS);
      Operand<TFloat32> rate = graph.placeholder("rate");
      Operand<TFloat32> loss = Loss.meanSquaredError(graph.tf(), built.images, wanted);
      List<Operand<TFloat32>> reads = built.variables.stream().map(Variable::read).toList();
      Op train =
          new Adam(0.05, 0.5, 0.999, 1e-8)
              .minimise(graph, "adam.g", built.variables, Tape.gradients(graph, loss, reads), rate);
      double first = 0;
      double last = 0;
      for (int step = 0; step < 300; step++) {
        last =
            built
                .session()
                .step()
                .feed(built.signals, built.fed, BATCH, LAGS, built.fixed.columnCount())
                .feed(wanted, target, BATCH, 5, 6, 2 * LAGS)
                .feed(rate, new float[] {0.05f})
                .fetch(loss)
                .target(train)
                .run()[0][0];
        if (step == 0) first = last;
      }
      assertTrue(last < 1e-3 * first, first + " fell to " + last);
    }
  }

  @Test
  void aDeviationThatIsNoneIsRefused() {
    try (Built built = new Built(Operator.FIXED, LearnedRf.MASKED, 0)) {
      for (double sd : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThrows(
            IllegalArgumentException.class,
            () -> LearnedProjection.of(built.fixed, LearnedRf.MASKED, sd));
      }
    }
  }
}
