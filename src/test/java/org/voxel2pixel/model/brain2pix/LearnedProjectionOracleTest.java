// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxel2pixel.model.brain2pix.LearnedRfReference.BATCH;
import static org.voxel2pixel.model.brain2pix.LearnedRfReference.LAGS;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
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

/** Images and all gradients against dense PyTorch, from the fields on. */
class LearnedProjectionOracleTest {
  private static final double TOLERANCE = 1e-5;
  private static final int CHANNELS = 2 * LAGS;

  static Stream<Arguments> cases() {
    return Stream.of(Operator.values())
        .flatMap(
            operator -> Stream.of(LearnedRf.values()).map(form -> Arguments.of(operator, form)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void imagesAndGradientsEqualTorchs(Operator operator, LearnedRf form) {
    String prefix = operator.name().toLowerCase(Locale.ROOT) + "." + form + ".";
    try (LearnedRfReference reference = new LearnedRfReference();
        NetworkGraph graph = new NetworkGraph()) {
      GraphProjection fixed = GraphProjection.of(operator.of(reference.fields()));
      int columns = fixed.columnCount();
      Operand<TFloat32> signals = graph.placeholder("signals", BATCH, LAGS, columns);
      Operand<TFloat32> images =
          LearnedProjection.of(fixed, form, 0)
              .build(Scope.of(graph, Generator.GROUP, Mode.TRAINING), signals);
      Operand<TFloat32> r = graph.placeholder("r", BATCH, 5, 6, CHANNELS);
      Operand<TFloat32> loss =
          graph
              .tf()
              .sum(graph.tf().math.mul(images, r), graph.tf().constant(new int[] {0, 1, 2, 3}));
      List<Variable> variables = graph.variables().trainable(Generator.GROUP);
      assertEquals(form == LearnedRf.ADDITIVE ? 4 : 2, variables.size());
      List<Operand<TFloat32>> xs = new ArrayList<>(List.of(signals));
      variables.forEach(v -> xs.add(v.read()));
      List<Operand<TFloat32>> gradients = Tape.gradients(graph, loss, xs);
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(1, 1))) {
        for (Variable v : variables) session.assign(v, reference.values(prefix + torchName(v)));
        float[] responses = reference.values("responses");
        Step step =
            session
                .step()
                .feed(
                    signals,
                    LearnedRfReference.ofColumns(responses, fixed.voxels()),
                    BATCH,
                    LAGS,
                    columns)
                .feed(r, reference.values("r"), BATCH, 5, 6, CHANNELS)
                .fetch(images);
        gradients.forEach(step::fetch);
        float[][] actual = step.run();
        check("y", reference.values(prefix + "y"), actual[0]);
        float[] dx = reference.values(prefix + "dx");
        check("dx", LearnedRfReference.ofColumns(dx, fixed.voxels()), actual[1]);
        for (int i = 0; i < variables.size(); i++) {
          String name = torchName(variables.get(i));
          check("d" + name, reference.values(prefix + "d" + name), actual[2 + i]);
        }
      }
    }
  }

  private static void check(String what, float[] expected, float[] actual) {
    LearnedRfReference.assertClose(what, expected, actual, TOLERANCE);
  }

  /** {@code learnedRf.0.V2.weights} is {@code weights.V2} there. */
  private static String torchName(Variable variable) {
    String[] parts = variable.name().split("\\.");
    return parts[3] + "." + parts[2];
  }
}
