// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;

class SavedNetworkTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final int BATCH = 3;
  private static final long[] DIMS = {BATCH, TinyGan.SIZE, TinyGan.SIZE, 2};

  @TempDir Path folder;

  /** Runs a saved network in a process of its own: FOLDER INPUT OUTPUT, raw float32. */
  static final class Child {
    public static void main(String[] args) throws IOException {
      try (SavedNetwork network = SavedNetwork.open(Path.of(args[0]), OPTIONS)) {
        float[] input = floats(Files.readAllBytes(Path.of(args[1])));
        Files.write(Path.of(args[2]), bytes(network.run(input, DIMS)));
      }
    }
  }

  @Test
  void anotherProcessGetsTheSameBits() throws Exception {
    Path model = folder.resolve("model");
    float[] input = TinyGan.uniform(new Random(2), BATCH * TinyGan.SIZE * TinyGan.SIZE * 2);
    float[] expected = export(model, input);
    assertEquals(BATCH * TinyGan.SIZE * TinyGan.SIZE * 3, expected.length);
    Path in = Files.write(folder.resolve("in"), bytes(input));
    Path out = folder.resolve("out");
    runChild(model, in, out);
    assertArrayEquals(bytes(expected), Files.readAllBytes(out));
  }

  private void runChild(Path... files) throws Exception {
    Path log = folder.resolve("log");
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dorg.bytedeco.javacpp.cachedir="
                + System.getProperty("org.bytedeco.javacpp.cachedir", ""),
            "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    for (Path file : files) child.command().add(file.toString());
    child.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = child.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the child hangs");
    assertEquals(0, process.exitValue(), () -> text(log));
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesAndDimensionsComeFromTheSignature() {
    Path model = folder.resolve("model");
    float[] input = TinyGan.uniform(new Random(2), BATCH * TinyGan.SIZE * TinyGan.SIZE * 2);
    float[] expected = export(model, input);
    try (SavedNetwork network = SavedNetwork.open(model, OPTIONS)) {
      assertArrayEquals(new long[] {-1, TinyGan.SIZE, TinyGan.SIZE, 2}, network.inputDims());
      assertArrayEquals(new long[] {-1, TinyGan.SIZE, TinyGan.SIZE, 3}, network.outputDims());
      assertArrayEquals(expected, network.run(input, DIMS), 0f);
    }
  }

  @Test
  void anInputOfOtherDimensionsIsRefusedBeforeTensorFlowSeesIt() {
    Path model = folder.resolve("model");
    export(model, new float[BATCH * TinyGan.SIZE * TinyGan.SIZE * 2]);
    try (SavedNetwork network = SavedNetwork.open(model, OPTIONS)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> network.run(new float[49 * 2], 1, 7, 7, 2))
              .getMessage();
      assertTrue(message.contains("[?, 8, 8, 2]"), message);
    }
  }

  @Test
  void whatIsNoSavedModelIsRefused() throws IOException {
    assertRefused(folder);
    assertRefused(folder.resolve("absent"));
    Files.write(folder.resolve("saved_model.pb"), new byte[] {1, 2, 3});
    assertRefused(folder);
  }

  @Test
  void aSavedModelWithoutItsVariablesIsRefused() throws IOException {
    Path model = folder.resolve("model");
    export(model, new float[BATCH * TinyGan.SIZE * TinyGan.SIZE * 2]);
    try (var files = Files.list(model.resolve("variables"))) {
      for (Path file : files.toList()) Files.delete(file);
    }
    assertRefused(model);
  }

  @Test
  void anExportDoesNotOverwrite() {
    Path model = folder.resolve("model");
    float[] input = new float[BATCH * TinyGan.SIZE * TinyGan.SIZE * 2];
    export(model, input);
    assertThrows(BadInputException.class, () -> export(model, input));
  }

  private static void assertRefused(Path model) {
    BadInputException e =
        assertThrows(BadInputException.class, () -> SavedNetwork.open(model, OPTIONS));
    assertTrue(e.getMessage().contains(model.toString()), e.getMessage());
  }

  /** Exports the generator with its first values; answers what it makes of the input. */
  private static float[] export(Path model, float[] input) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", -1, TinyGan.SIZE, TinyGan.SIZE, 2);
      Scope s = Scope.of(graph, "generator", Mode.INFERENCE);
      Operand<TFloat32> y = TinyGan.generate(s, x, 4);
      assertEquals(List.of(), s.updates());
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(8);
        SavedModelExport.write(graph, session, "rfs", x, "image", y, model);
        return session.step().feed(x, input, DIMS).fetch(y).run()[0];
      }
    }
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
