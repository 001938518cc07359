// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.Brain2PixTraining;
import org.voxel2pixel.model.brain2pix.Discriminator;
import org.voxel2pixel.model.brain2pix.Generator;
import org.voxel2pixel.model.brain2pix.GeneratorInference;
import org.voxel2pixel.model.brain2pix.GeneratorInput;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;

class TrainingLoopTest {
  private static final ImageShape SHAPE = new ImageShape(12, 12, 2);
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);

  @TempDir private Path folder;

  @Test
  void stoppingAndResumingEqualsNeverHavingStoppedBitForBit() {
    Map<String, float[]> whole;
    try (Brain2PixTraining network = network("");
        RunFolder run = RunFolder.create(folder.resolve("whole"), new JsonObject(), List.of())) {
      loop(network, run, 12).train(0, Progress.silent());
      whole = variables(network);
    }
    Path parts = folder.resolve("parts");
    try (Brain2PixTraining network = network("");
        RunFolder run = RunFolder.create(parts, new JsonObject(), List.of())) {
      CancelledException stopped =
          assertThrows(
              CancelledException.class, () -> loop(network, run, 12).train(0, cancelAfter(5)));
      assertEquals(CancelledException.Remains.RESUMABLE, stopped.remains());
      assertTrue(stopped.getMessage().contains("step 5 of 12"), stopped.getMessage());
    }
    try (Brain2PixTraining network = network("");
        RunFolder run = RunFolder.resume(parts, new JsonObject(), List.of())) {
      TrainingLoop loop = loop(network, run, 12);
      long from = loop.restore();
      assertEquals(5, from);
      loop.train(from, Progress.silent());
      Map<String, float[]> resumed = variables(network);
      assertEquals(whole.keySet(), resumed.keySet());
      whole.forEach((name, values) -> assertArrayEquals(values, resumed.get(name), name));
    }
    assertEquals(losses(folder.resolve("whole/log.tsv")), losses(parts.resolve("log.tsv")));
  }

  @Test
  void measuringOnHeldOutExamplesChangesNoBitOfTheTraining() throws IOException {
    Map<String, float[]> unwatched;
    try (Brain2PixTraining network = network("");
        RunFolder run = RunFolder.create(folder.resolve("alone"), new JsonObject(), List.of())) {
      loop(network, run, 12).train(0, Progress.silent());
      unwatched = variables(network);
    }
    Path path = folder.resolve("watched");
    try (Brain2PixTraining network = network("");
        GeneratorInference inference =
            new GeneratorInference(settings(""), GeneratorInput.rfs(SHAPE), OPTIONS);
        RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      Validation validation = new Validation(new Waves(), inference, 0.5, 0);
      TrainingLoop.Schedule schedule =
          new TrainingLoop.Schedule(12, 0, 0, 9); // saving and showing whenever it can
      Outcome outcome =
          new TrainingLoop(
                  network, new Waves(), run, schedule, step -> Optional.empty(), validation)
              .train(0, Progress.silent());
      Map<String, float[]> watched = variables(network);
      unwatched.forEach((name, values) -> assertArrayEquals(values, watched.get(name), name));
      assertEquals(12, outcome.steps());
    }
    assertEquals(losses(folder.resolve("alone/log.tsv")), losses(path.resolve("log.tsv")));
    // 7 examples, 2 a step: half an epoch is 1.75 steps, so floor(1.75 k)
    assertEquals(
        List.of("1", "3", "5", "7", "8", "10", "12"),
        losses(path.resolve("validation.tsv")).stream()
            .skip(1)
            .map(line -> line.split("\t")[0])
            .toList());
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    Map<String, float[]> first = trained("a", 1);
    Map<String, float[]> again = trained("b", 1);
    Map<String, float[]> other = trained("c", 2);
    first.forEach((name, values) -> assertArrayEquals(values, again.get(name), name));
    assertFalse(
        Arrays.equals(first.get("generator/down0"), other.get("generator/down0"))
            && first.entrySet().stream()
                .allMatch(e -> Arrays.equals(e.getValue(), other.get(e.getKey()))));
  }

  private Map<String, float[]> trained(String name, long seed) {
    try (Brain2PixTraining network = new Brain2PixTraining(settings(""), SHAPE, 12, seed, OPTIONS);
        RunFolder run = RunFolder.create(folder.resolve(name), new JsonObject(), List.of())) {
      loop(network, run, 3).train(0, Progress.silent());
      return variables(network);
    }
  }

  @Test
  void aGeneratorWithoutLossesStaysBitIdenticalWhileTheDiscriminatorLearns() {
    String noLoss = "adversarialWeight=0 pixelWeight=0 featureWeight=0";
    try (Brain2PixTraining network = network(noLoss);
        RunFolder run = RunFolder.create(folder.resolve("d"), new JsonObject(), List.of())) {
      Map<String, float[]> before = variables(network);
      loop(network, run, 2).train(0, Progress.silent());
      Map<String, float[]> after = variables(network);
      for (Variable v : network.graph().variables().trainable(Generator.GROUP)) {
        assertArrayEquals(before.get(v.name()), after.get(v.name()), v.name());
      }
      for (Variable v : network.graph().variables().trainable(Discriminator.GROUP)) {
        assertFalse(Arrays.equals(before.get(v.name()), after.get(v.name())), v.name());
      }
    }
  }

  @Test
  void aStepSizeThatHasFallenToZeroLeavesTheWeightsBitIdentical() {
    try (Brain2PixTraining network = network("decayFrom=0.5");
        RunFolder run = RunFolder.create(folder.resolve("zero"), new JsonObject(), List.of())) {
      loop(network, run, 12).train(0, Progress.silent());
      Map<String, float[]> atTheEnd = variables(network);
      loop(network, run, 13).train(12, Progress.silent()); // past the 12 steps of its schedule
      for (Variable v : network.graph().variables().trainable(Generator.GROUP)) {
        assertArrayEquals(atTheEnd.get(v.name()), network.session().read(v), v.name());
      }
    }
  }

  @Test
  void aLossThatIsNotFiniteStopsTrainingAtOnceAndNamesItAndTheRemedy() {
    try (Brain2PixTraining network = network("learningRate=1e30");
        RunFolder run = RunFolder.create(folder.resolve("nan"), new JsonObject(), List.of())) {
      TrainingDivergedException diverged =
          assertThrows(
              TrainingDivergedException.class,
              () -> loop(network, run, 50).train(0, Progress.silent()));
      assertTrue(diverged.getMessage().contains("lower learningRate"), diverged.getMessage());
      assertTrue(diverged.getMessage().matches(".* loss (NaN|-?Infinity) at step \\d+.*"));
      assertTrue(run.newestCheckpoint().isEmpty(), "nothing of a diverged training is kept");
    }
  }

  @Test
  void aCheckpointOfAnotherNetworkIsRefusedWithTheTensorsThatDiffer() {
    Path parts = folder.resolve("other");
    try (Brain2PixTraining network = network("");
        RunFolder run = RunFolder.create(parts, new JsonObject(), List.of())) {
      loop(network, run, 1).train(0, Progress.silent());
    }
    try (Brain2PixTraining network = network("generatorFilters=[4,8]");
        RunFolder run = RunFolder.resume(parts, new JsonObject(), List.of())) {
      BadInputException refused =
          assertThrows(BadInputException.class, () -> loop(network, run, 2).restore());
      assertTrue(refused.getMessage().contains("step-00000001"), refused.getMessage());
      assertTrue(refused.getMessage().contains("down1"), refused.getMessage());
    }
  }

  @Test
  void fewerExamplesThanABatchAreRefused() {
    try (Brain2PixTraining network = network("batchSize=8");
        RunFolder run = RunFolder.create(folder.resolve("few"), new JsonObject(), List.of())) {
      BadInputException refused =
          assertThrows(BadInputException.class, () -> loop(network, run, 2));
      assertTrue(refused.getMessage().contains("batch of 8"), refused.getMessage());
    }
  }

  private static Brain2PixTraining network(String overrides) {
    return new Brain2PixTraining(settings(overrides), SHAPE, 12, 1, OPTIONS);
  }

  private static Brain2PixSettings settings(String overrides) {
    Map<String, String> pairs =
        SettingsJson.parsePairs(
            "generatorFilters=[4,6] discriminatorFilters=[4,6] batchSize=2 historyCapacity=3");
    pairs.putAll(SettingsJson.parsePairs(overrides));
    return SettingsJson.override(Brain2PixSettings.quick(), pairs);
  }

  private static TrainingLoop loop(Brain2PixTraining network, RunFolder run, long steps) {
    return new TrainingLoop(
        network,
        new Waves(),
        run,
        new TrainingLoop.Schedule(steps, 3600, 3600, 9),
        step -> Optional.empty());
  }

  private static Map<String, float[]> variables(Brain2PixTraining network) {
    Map<String, float[]> values = new TreeMap<>();
    for (Variable v : network.graph().variables().all()) {
      values.put(v.name(), network.session().read(v));
    }
    return values;
  }

  private static List<String> losses(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .map(line -> line.substring(0, line.lastIndexOf('\t'))) // without the seconds
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Progress cancelAfter(int reports) {
    return new Progress() {
      private int seen;

      @Override
      public void report(String stage, long done, long total) {
        seen++;
      }

      @Override
      public boolean isCancelled() {
        return seen >= reports;
      }
    };
  }

  /** Seven examples made of waves. */
  private static final class Waves implements ExampleSource {
    @Override
    public int count() {
      return 7;
    }

    @Override
    public int inputLength() {
      return SHAPE.rfsLength();
    }

    @Override
    public int targetLength() {
      return SHAPE.imageLength();
    }

    @Override
    public void readInput(int example, float[] inputs, int offset) {
      for (int i = 0; i < inputLength(); i++) {
        inputs[offset + i] = (float) Math.sin(0.3 * i + example);
      }
    }

    @Override
    public void readTarget(int example, float[] targets, int offset) {
      for (int i = 0; i < targetLength(); i++) {
        targets[offset + i] = (float) (0.5 + 0.5 * Math.sin(0.1 * i + 2 * example));
      }
    }
  }
}
