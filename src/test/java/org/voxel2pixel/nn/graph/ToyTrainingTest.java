// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.layer.Activation;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Dense;
import org.voxel2pixel.nn.loss.Loss;
import org.voxel2pixel.nn.optimizer.Adam;

/** The parts together: a two-layer network learns the exclusive or. */
class ToyTrainingTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final float[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final float[] TARGETS = {0, 1, 1, 0};

  @Test
  void aTwoLayerNetworkLearnsExclusiveOr() {
    float[] losses = train(400);
    assertTrue(losses[losses.length - 1] < 0.01, "last loss " + losses[losses.length - 1]);
  }

  @Test
  void theSameSeedGivesTheSameLossesBitForBit() {
    assertArrayEquals(train(20), train(20), 0f);
  }

  @Test
  void stepsLeaveNoNativeMemoryBehind() {
    int mebi = 1 << 20;
    try (NetworkGraph graph = new NetworkGraph();
        NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      Operand<TFloat32> x = graph.placeholder("x", -1);
      Operand<TFloat32> sum = graph.tf().sum(x, graph.tf().constant(0));
      float[] values = new float[mebi];
      for (int i = 0; i < 20; i++) session.step().feed(x, values, mebi).fetch(sum).run();
      long before = Pointer.physicalBytes();
      for (int i = 0; i < 100; i++) session.step().feed(x, values, mebi).fetch(sum).run();
      // The inputs are 400 MiB; hardly anything is allocated on the Java heap.
      long grown = (Pointer.physicalBytes() - before) / mebi;
      assertTrue(grown < 100, grown + " MiB more");
    }
  }

  private static float[] train(int steps) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", 4, 2);
      Operand<TFloat32> t = graph.placeholder("t", 4, 1);
      Scope s = Scope.of(graph, "toy", Mode.TRAINING);
      Operand<TFloat32> hidden =
          Activation.tanh(s, Dense.apply(s, "hidden", x, 8, Bias.WITH, Initializer.heNormal()));
      Operand<TFloat32> y = Dense.apply(s, "out", hidden, 1, Bias.WITH, Initializer.heNormal());
      Operand<TFloat32> loss = Loss.meanSquaredError(graph.tf(), y, t);
      List<Variable> weights = graph.variables().trainable("toy");
      assertEquals(4, weights.size());
      Op update =
          new Adam(0.05, 0.9, 0.999, 1e-8)
              .minimise(
                  graph,
                  "adam",
                  weights,
                  Tape.gradients(graph, loss, weights.stream().map(Variable::read).toList()));
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(7);
        float[] losses = new float[steps];
        for (int i = 0; i < steps; i++) {
          losses[i] =
              session
                  .step()
                  .feed(x, INPUTS, 4, 2)
                  .feed(t, TARGETS, 4, 1)
                  .fetch(loss)
                  .target(update)
                  .run()[0][0];
        }
        return losses;
      }
    }
  }
}
