// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.weights.Safetensors;

class CheckpointTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final Map<String, String> METADATA = Map.of("step", "2", "note", "\"ümläut\"");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("step-2.safetensors");
  }

  @Test
  void twoStepsAndTwoMoreAreBitwiseTwoStepsSavedRestoredAndTwoMore() {
    float[][] straight;
    try (TinyGan gan = new TinyGan(4);
        NetworkSession session = new NetworkSession(gan.graph, OPTIONS)) {
      session.initialise(3);
      run(gan, session, 0, 2);
      Checkpoint.save(session, file, METADATA);
      straight = run(gan, session, 2, 4);
    }
    try (TinyGan gan = new TinyGan(4);
        NetworkSession session = new NetworkSession(gan.graph, OPTIONS)) {
      session.initialise(99);
      assertEquals(METADATA, Checkpoint.restore(session, file));
      assertArrayEquals(straight, run(gan, session, 2, 4));
    }
  }

  /** Losses of both networks and at the end every variable. */
  private static float[][] run(TinyGan gan, NetworkSession session, int from, int to) {
    int variableCount = gan.graph.variables().all().size();
    float[][] trace = new float[2 * (to - from) + variableCount][];
    int next = 0;
    for (int i = from; i < to; i++) {
      for (float[] loss : gan.run(session, i, gan.generatorStep)) trace[next++] = loss;
    }
    for (Variable v : gan.graph.variables().all()) trace[next++] = session.read(v);
    return trace;
  }

  @Test
  void metadataAreReadWithoutANetwork() {
    save();
    assertEquals(METADATA, Checkpoint.metadata(file));
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefusedWithWhatDiffersAndChangesNothing() {
    save();
    try (TinyGan wider = new TinyGan(5);
        NetworkSession session = new NetworkSession(wider.graph, OPTIONS)) {
      session.initialise(1);
      Variable weights = wider.graph.variables().all().get(0);
      float[] before = session.read(weights);
      String message = refusal(session);
      assertTrue(message.contains("checkpoint of another network"), message);
      assertTrue(message.contains("has [4, 4, 2, 4] for g.down.weights [4, 4, 2, 5]"), message);
      assertArrayEquals(before, session.read(weights), 0f);
    }
  }

  @Test
  void anInferenceGraphTakesItsWeightsFromTheFileOrFromTheSession() {
    try (TinyGan gan = new TinyGan(4);
        NetworkSession training = new NetworkSession(gan.graph, OPTIONS);
        NetworkGraph graph = new NetworkGraph()) {
      training.initialise(3);
      gan.run(training, 0, gan.generatorStep);
      Checkpoint.save(training, file, METADATA);
      Operand<TFloat32> x = graph.placeholder("x", -1, TinyGan.SIZE, TinyGan.SIZE, 2);
      TinyGan.generate(Scope.of(graph, "generator", Mode.INFERENCE), x, 4);
      try (NetworkSession fromFile = new NetworkSession(graph, OPTIONS);
          NetworkSession fromSession = new NetworkSession(graph, OPTIONS)) {
        assertEquals(METADATA, Checkpoint.restoreWeights(fromFile, file));
        fromSession.copyFrom(training);
        for (Variable v : graph.variables().all()) {
          float[] trained = training.read(gan.graph.variables().find(v.name()).orElseThrow());
          assertArrayEquals(trained, fromFile.read(v), 0f, v.name());
          assertArrayEquals(trained, fromSession.read(v), 0f, v.name());
        }
        assertTrue(refusal(fromFile).contains("has also"), "a full restore wants all");
        assertThrows(IllegalArgumentException.class, () -> training.copyFrom(fromFile));
      }
    }
  }

  @Test
  void missingAndFurtherTensorsAreNamed() {
    save();
    try (NetworkGraph graph = new NetworkGraph()) {
      graph.variables().get("mine", "g", Role.STATE, Initializer.zeros(), 2);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        String message = refusal(session);
        assertTrue(message.contains("lacks mine [2]"), message);
        assertTrue(message.contains("has also g.down.weights [4, 4, 2, 4]"), message);
      }
    }
  }

  @Test
  void aFlippedBitAnywhereIsFound() throws IOException {
    save();
    byte[] whole = Files.readAllBytes(file);
    try (TinyGan gan = new TinyGan(4);
        NetworkSession session = new NetworkSession(gan.graph, OPTIONS)) {
      session.initialise(1);
      int stride = Math.max(1, whole.length / 150);
      for (int i = 0; i < whole.length; i += stride) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) (1 << (i % 8));
        Files.write(file, damaged);
        refusal(session);
      }
    }
  }

  @Test
  void aChangedStepInTheMetadataIsFound() throws IOException {
    save();
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, text.replace("\"step\":\"2\"", "\"step\":\"7\""), StandardCharsets.ISO_8859_1);
    BadInputException e = assertThrows(BadInputException.class, () -> Checkpoint.metadata(file));
    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
  }

  @Test
  void truncationIsFound() throws IOException {
    save();
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 8, 100, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      BadInputException e = assertThrows(BadInputException.class, () -> Checkpoint.metadata(file));
      assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }
  }

  @Test
  void anotherSafetensorsFileIsNoCheckpoint() {
    Safetensors.write(file, Map.of(), List.of(), source -> new float[0]);
    BadInputException e = assertThrows(BadInputException.class, () -> Checkpoint.metadata(file));
    assertTrue(e.getMessage().contains("of another origin"), e.getMessage());
  }

  @Test
  void aMissingFileIsTheUsersMistake() {
    assertThrows(BadInputException.class, () -> Checkpoint.metadata(folder.resolve("none")));
  }

  private void save() {
    try (TinyGan gan = new TinyGan(4);
        NetworkSession session = new NetworkSession(gan.graph, OPTIONS)) {
      session.initialise(3);
      Checkpoint.save(session, file, METADATA);
    }
  }

  private String refusal(NetworkSession session) {
    return assertThrows(BadInputException.class, () -> Checkpoint.restore(session, file))
        .getMessage();
  }
}
