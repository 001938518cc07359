// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.training.Outcome.End;

/** Measuring on held-out examples, keeping the best, ending early; with a network of numbers. */
class SupervisedTrainingTest {
  /** By epoch, of which each has three steps: best after the third, then worse and worse. */
  private static final double[] RISE_AND_FALL = {0, 0.1, 0.5, 0.9, 0.6, 0.7, 0.2, 0.1, 0.05};

  private static final LongToDoubleFunction QUALITY = step -> RISE_AND_FALL[(int) (step / 3)];
  private static final int STEPS = 24;
  private static final int HELD_OUT = 20; // more than are reconstructed at once

  @TempDir private Path folder;

  private record Trained(Outcome outcome, float[] weights, Path run) {}

  private static Progress cancelAt(String stage, List<String> told) {
    return new Progress() {
      @Override
      public void report(String text, long done, long total) {
        told.add(text);
      }

      @Override
      public boolean isCancelled() {
        return told.stream().anyMatch(text -> text.startsWith(stage));
      }
    };
  }

  private static TrainingLoop loop(
      FakeNetwork network,
      RunFolder run,
      long steps,
      FakeNetwork.Inference inference,
      int patience) {
    return new TrainingLoop(
        network,
        new FakeNetwork.Waves(FakeNetwork.EXAMPLES, 0),
        run,
        new TrainingLoop.Schedule(steps, 3600, 3600, 5),
        step -> Optional.empty(),
        new Validation(new FakeNetwork.Waves(HELD_OUT, 0.4), inference, 1, patience));
  }

  private Trained trainWhole(String name, long steps, int patience) {
    Path path = folder.resolve(name);
    FakeNetwork network = new FakeNetwork(QUALITY);
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      Outcome outcome =
          loop(network, run, steps, new FakeNetwork.Inference(), patience)
              .train(0, Progress.silent());
      return new Trained(outcome, network.weights(), path);
    }
  }

  private Trained resume(Path path, long steps, int patience) {
    FakeNetwork network = new FakeNetwork(QUALITY);
    try (RunFolder run = RunFolder.resume(path, new JsonObject(), List.of())) {
      TrainingLoop loop = loop(network, run, steps, new FakeNetwork.Inference(), patience);
      return new Trained(loop.train(loop.restore(), Progress.silent()), network.weights(), path);
    }
  }

  private static List<String> withoutSeconds(Path table) throws IOException {
    return Files.readAllLines(table).stream()
        .map(line -> line.substring(0, line.lastIndexOf('\t')))
        .toList();
  }

  private static void assertSame(Trained expected, Trained found) throws IOException {
    assertEquals(expected.outcome(), found.outcome());
    assertArrayEquals(expected.weights(), found.weights());
    for (String table : List.of("log.tsv", "validation.tsv")) {
      assertEquals(
          withoutSeconds(expected.run().resolve(table)),
          withoutSeconds(found.run().resolve(table)));
    }
    String step = "step-%08d.safetensors".formatted(expected.outcome().steps());
    for (String file : List.of("best/step-00000009.safetensors", "checkpoints/" + step)) {
      assertEquals(
          -1, Files.mismatch(expected.run().resolve(file), found.run().resolve(file)), file);
    }
  }

  @Test
  void trainingEndsWhenMeasurementsGetNoBetterAndTheBestWeightsAreKept() throws IOException {
    Trained trained = trainWhole("early", STEPS, 3);
    assertEquals(End.NO_BETTER, trained.outcome().end());
    assertEquals(18, trained.outcome().steps(), "three epochs after the third");
    assertEquals(9, trained.outcome().best().orElseThrow().step());
    FakeNetwork.Inference best = new FakeNetwork.Inference();
    best.restore(trained.run().resolve("best/step-00000009.safetensors"));
    assertArrayEquals(trainWhole("nine", 9, 0).weights(), best.weights());
    List<String[]> rows =
        Files.readAllLines(trained.run().resolve("validation.tsv")).stream()
            .map(line -> line.split("\t"))
            .toList();
    assertEquals("best_step", rows.get(0)[6]);
    assertEquals(
        List.of("3", "6", "9", "9", "9", "9"), rows.stream().skip(1).map(row -> row[6]).toList());
  }

  @Test
  void withoutPatienceAllStepsAreMadeAndTheBestIsStillKept() {
    Trained trained = trainWhole("patient", STEPS, 0);
    assertEquals(End.COMPLETE, trained.outcome().end());
    assertEquals(STEPS, trained.outcome().steps());
    assertEquals(9, trained.outcome().best().orElseThrow().step());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9, 14})
  void stoppedAnywhereAndResumedEqualsNeverStoppedWithWhatWasMeasured(int stop) throws IOException {
    Trained whole = trainWhole("whole", STEPS, 3);
    Path path = folder.resolve("parts");
    List<String> told = new ArrayList<>();
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      TrainingLoop loop =
          loop(new FakeNetwork(QUALITY), run, STEPS, new FakeNetwork.Inference(), 3);
      Progress progress = cancelAt("step " + stop + " ", told);
      assertThrows(CancelledException.class, () -> loop.train(0, progress));
    }
    assertSame(whole, resume(path, STEPS, 3));
    assertSame(whole, resume(path, STEPS, 3)); // it is over, and that is no failure
  }

  @Test
  void aShorterRunThatIsGivenMoreStepsEqualsTheLongerOne() throws IOException {
    Trained whole = trainWhole("whole", STEPS, 0);
    Trained half = trainWhole("half", STEPS / 2, 0);
    assertSame(whole, resume(half.run(), STEPS, 0));
  }

  /** The user's wish comes while images are reconstructed: that measurement is made anew. */
  @Test
  void aMeasurementThatWasInterruptedIsMadeWhenTheRunGoesOn() throws IOException {
    Trained whole = trainWhole("whole", STEPS, 3);
    Path path = folder.resolve("interrupted");
    boolean[] asked = {false};
    Progress progress =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {}

          @Override
          public boolean isCancelled() {
            return asked[0];
          }
        };
    FakeNetwork.Inference interrupting =
        new FakeNetwork.Inference() {
          @Override
          public float[] reconstruct(float[] inputs, int count) {
            asked[0] = true;
            return super.reconstruct(inputs, count);
          }
        };
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      TrainingLoop loop = loop(new FakeNetwork(QUALITY), run, STEPS, interrupting, 3);
      CancelledException stopped =
          assertThrows(CancelledException.class, () -> loop.train(0, progress));
      assertTrue(stopped.getMessage().contains("step 3 of 24"), stopped.getMessage());
    }
    assertEquals(1, Files.readAllLines(path.resolve("validation.tsv")).size(), "its header");
    assertSame(whole, resume(path, STEPS, 3));
  }

  @Test
  void onlyTheBestThatAKeptCheckpointSpeaksOfIsKept() throws IOException {
    Path path = folder.resolve("rising");
    FakeNetwork network = new FakeNetwork(step -> step / 100.0);
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      new TrainingLoop(
              network,
              new FakeNetwork.Waves(FakeNetwork.EXAMPLES, 0),
              run,
              new TrainingLoop.Schedule(STEPS, 0, 3600, 5, Writing.IN_PLACE), // at every step
              step -> Optional.empty(),
              new Validation(
                  new FakeNetwork.Waves(HELD_OUT, 0.4), new FakeNetwork.Inference(), 1, 0))
          .train(0, Progress.silent());
    }
    assertEquals(
        List.of("step-00000021.safetensors", "step-00000024.safetensors"),
        names(path.resolve("best")),
        "of the checkpoints after 23 and 24 steps");
  }

  private static List<String> names(Path path) throws IOException {
    try (var files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void imagesWithoutAnyVariationAreNeverTheBest() throws IOException {
    Path path = folder.resolve("flat");
    FakeNetwork.Inference flat =
        new FakeNetwork.Inference() {
          @Override
          public float[] reconstruct(float[] inputs, int count) {
            return new float[inputs.length];
          }
        };
    try (RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      Outcome outcome = loop(new FakeNetwork(QUALITY), run, 9, flat, 0).train(0, Progress.silent());
      assertEquals(Optional.empty(), outcome.best());
      assertFalse(Files.exists(path.resolve("best")));
    }
    assertTrue(Files.readString(path.resolve("validation.tsv")).contains("\tn/a\t"));
  }

  @Test
  void aRunWhoseBestWeightsAreGoneIsNotResumed() throws IOException {
    Trained trained = trainWhole("lost", 12, 0);
    Files.delete(trained.run().resolve("best/step-00000009.safetensors"));
    BadInputException refused =
        assertThrows(BadInputException.class, () -> resume(trained.run(), STEPS, 0));
    assertTrue(refused.getMessage().contains("step-00000009"), refused.getMessage());
  }

  @Test
  void whatIsMeasuredIsTold() {
    List<String> told = new ArrayList<>();
    try (RunFolder run = RunFolder.create(folder.resolve("told"), new JsonObject(), List.of())) {
      loop(new FakeNetwork(QUALITY), run, STEPS, new FakeNetwork.Inference(), 2)
          .train(0, cancelAt("never", told));
    }
    assertTrue(told.stream().anyMatch(text -> text.startsWith("validation after step 9: r 0.9")));
    assertTrue(told.stream().anyMatch(text -> text.startsWith("stopped early after step 15")));
  }
}
