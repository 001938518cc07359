// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.Checkpoint;

/** A training that is killed: its files are whole, and it loses an interval at most. */
class KilledTrainingTest {
  private static final long STEPS = 100_000_000;
  private static final double EVERY_SEC = 0.05;
  private static final int KILLS = 4;

  @TempDir private Path folder;

  private static TrainingLoop loop(FakeNetwork network, RunFolder run, long steps) {
    return new TrainingLoop(
        network,
        new FakeNetwork.Waves(FakeNetwork.EXAMPLES, 0),
        run,
        new TrainingLoop.Schedule(steps, EVERY_SEC, 3600, 5),
        step -> Optional.empty(),
        new Validation(new FakeNetwork.Waves(5, 0.4), new FakeNetwork.Inference(), 20, 0));
  }

  /** The training to be killed, in a process of its own. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      Path path = Path.of(args[0]);
      boolean old = Files.exists(path.resolve("config.json"));
      FakeNetwork network =
          new FakeNetwork(
              step -> Math.min(1, step * 1e-5),
              step -> new float[] {1, 1, 1},
              step -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)));
      try (RunFolder run =
          old
              ? RunFolder.resume(path, new JsonObject(), List.of())
              : RunFolder.create(path, new JsonObject(), List.of())) {
        TrainingLoop loop = loop(network, run, STEPS);
        loop.train(loop.restore(), Progress.silent());
      }
    }
  }

  private Process start(Path run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            run.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("child.txt").toFile())
        .start();
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) return List.of();
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
  }

  private static List<Path> whole(Path path) throws IOException {
    return files(path).stream().filter(f -> !f.getFileName().toString().startsWith(".")).toList();
  }

  private static long newestStep(Path run) throws IOException {
    List<Path> all = whole(run.resolve("checkpoints"));
    if (all.isEmpty()) return 0;
    return Long.parseLong(all.get(all.size() - 1).getFileName().toString().replaceAll("\\D", ""));
  }

  @Test
  @Timeout(120)
  void everyFileIsWholeAndTheRunGoesOnAsIfItHadNeverBeenKilled() throws Exception {
    Path path = folder.resolve("run");
    for (int kill = 0; kill < KILLS; kill++) {
      long before = newestStep(path);
      Process child = start(path);
      while (child.isAlive() && newestStep(path) <= before) Thread.onSpinWait();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(37L * kill)); // another moment each
      assertTrue(child.isAlive(), () -> childText());
      child.destroyForcibly();
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
      for (Path file : whole(path.resolve("checkpoints"))) Checkpoint.metadata(file); // its sum
      for (Path file : whole(path.resolve("best"))) Checkpoint.metadata(file);
    }
    long done = newestStep(path);
    FakeNetwork resumed = new FakeNetwork(step -> Math.min(1, step * 1e-5));
    try (RunFolder run = RunFolder.resume(path, new JsonObject(), List.of())) {
      TrainingLoop loop = loop(resumed, run, done + 10);
      assertEquals(done, loop.restore());
      loop.train(done, Progress.silent());
    }
    assertEquals(whole(path.resolve("best")), files(path.resolve("best")), "no torn files left");
    FakeNetwork straight = new FakeNetwork(step -> Math.min(1, step * 1e-5));
    Path other = folder.resolve("straight");
    try (RunFolder run = RunFolder.create(other, new JsonObject(), List.of())) {
      loop(straight, run, done + 10).train(0, Progress.silent());
    }
    assertArrayEquals(straight.weights(), resumed.weights());
    assertEquals(measured(other), measured(path));
  }

  private static List<String> measured(Path run) throws IOException {
    return Files.readAllLines(run.resolve("validation.tsv")).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .toList();
  }

  private String childText() {
    try {
      return Files.readString(folder.resolve("child.txt"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
