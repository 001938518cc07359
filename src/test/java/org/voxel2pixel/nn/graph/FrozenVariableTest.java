// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.optimizer.Adam;
import org.voxel2pixel.nn.weights.Safetensors;

/** Weights that nobody trains and no checkpoint holds. */
class FrozenVariableTest {
  private static final SessionOptions OPTIONS = new SessionOptions(1, 1);

  @TempDir Path folder;

  private static NetworkGraph graph(float... frozen) {
    NetworkGraph graph = new NetworkGraph();
    Scope scope = Scope.of(graph, "net", Mode.TRAINING);
    scope.trainable("w", Initializer.constant(2), 3);
    scope.frozen("fixed", Initializer.sharing(frozen), frozen.length);
    return graph;
  }

  private static Variable find(NetworkGraph graph, String name) {
    return graph.variables().find(name).orElseThrow();
  }

  @Test
  void aCheckpointNeitherHoldsNorTouchesThem() {
    Path file = folder.resolve("checkpoint.safetensors");
    try (NetworkGraph graph = graph(1, 2);
        NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      session.initialise(1);
      session.assign(find(graph, "w"), new float[] {7, 8, 9});
      Checkpoint.save(session, file, Map.of());
    }
    try (Safetensors stored = Safetensors.open(file)) {
      assertEquals(Set.of("w"), stored.tensors().keySet());
    }
    try (NetworkGraph graph = graph(5, 6);
        NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      session.initialise(2);
      Checkpoint.restore(session, file);
      assertArrayEquals(new float[] {7, 8, 9}, session.read(find(graph, "w")));
      assertArrayEquals(new float[] {5, 6}, session.read(find(graph, "fixed")));
    }
  }

  /** A file that holds a variable which is frozen here is of another network. */
  @Test
  void aCheckpointThatHoldsOneIsRefused() {
    Path file = folder.resolve("checkpoint.safetensors");
    try (NetworkGraph graph = new NetworkGraph()) {
      Scope scope = Scope.of(graph, "net", Mode.TRAINING);
      scope.trainable("w", Initializer.constant(2), 3);
      scope.trainable("fixed", Initializer.constant(2), 2);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(1);
        Checkpoint.save(session, file, Map.of());
      }
    }
    try (NetworkGraph graph = graph(5, 6);
        NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      session.initialise(1);
      BadInputException refused =
          assertThrows(BadInputException.class, () -> Checkpoint.restore(session, file));
      assertTrue(refused.getMessage().contains("has also fixed [2]"), refused.getMessage());
    }
  }

  @Test
  void noOptimizerTakesThem() {
    try (NetworkGraph graph = graph(1, 2)) {
      assertEquals(List.of(find(graph, "w")), graph.variables().trainable("net"));
      Variable fixed = find(graph, "fixed");
      Operand<TFloat32> rate = graph.placeholder("rate");
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new Adam(1e-3, 0.9, 0.999, 1e-8)
                  .minimise(graph, "adam", List.of(fixed), List.of(fixed.read()), rate));
    }
  }

  @Test
  void sharedValuesOfAnotherCountAreRefused() {
    Initializer two = Initializer.sharing(new float[] {1, 2});
    assertThrows(IllegalArgumentException.class, () -> two.values(new long[] {3}, 0));
  }
}
