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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.Brain2PixTraining;
import org.voxel2pixel.model.brain2pix.GeneratorInput;
import org.voxel2pixel.model.brain2pix.GraphProjection;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.model.brain2pix.LearnedProjection;
import org.voxel2pixel.model.brain2pix.LearnedRf;
import org.voxel2pixel.nn.graph.Role;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/** Brain2Pix with a projection that is learned: first steps, gradients, and what happens at NaN. */
class LearnedTrainingTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final int SIDE_PX = 12;
  private static final int LAGS = 2;
  private static final int VOXELS = 14;
  private static final int EXAMPLES = 6;
  private static final FixedRfProjection FIXED = FixedRfProjection.of(fields());
  private static final GraphProjection IN_GRAPH = GraphProjection.of(FIXED);
  private static final ImageShape SHAPE = ImageShape.of(FIXED.layout());

  @TempDir private Path folder;

  private static VoxelFields fields() {
    Random random = new Random(11);
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    for (int v = 0; v < VOXELS; v++) {
      rois.add(v % 2 == 0 ? "V1" : "V2");
      double xDeg = 11 * random.nextDouble() - 5.5;
      double yDeg = 11 * random.nextDouble() - 5.5;
      fields.add(Optional.of(new ReceptiveField(xDeg, yDeg, 1)));
    }
    PixelGrid grid = new PixelGrid(SIDE_PX, SIDE_PX, SIDE_PX);
    return new VoxelFields(grid, List.of("V1", "V2"), rois, fields, LAGS);
  }

  /** Responses and images of noise; inputs are painted, or the signals. */
  private record Noise(boolean painted) implements ExampleSource {
    @Override
    public int count() {
      return EXAMPLES;
    }

    @Override
    public int inputLength() {
      return painted ? SHAPE.rfsLength() : LAGS * IN_GRAPH.columnCount();
    }

    @Override
    public int targetLength() {
      return SHAPE.imageLength();
    }

    @Override
    public void readInput(int example, float[] inputs, int offset) {
      Random random = new Random(100 + example);
      float[][] responses = new float[LAGS][VOXELS];
      for (float[] lag : responses) {
        for (int v = 0; v < VOXELS; v++) lag[v] = (float) random.nextGaussian();
      }
      if (painted) FIXED.projectLags(responses, inputs, offset);
      else IN_GRAPH.signals(responses, inputs, offset);
    }

    @Override
    public void readTarget(int example, float[] targets, int offset) {
      Random random = new Random(200 + example);
      for (int i = 0; i < targetLength(); i++) targets[offset + i] = random.nextFloat();
    }
  }

  private static Brain2PixSettings settings(String overrides) {
    Map<String, String> pairs =
        SettingsJson.parsePairs(
            "generatorFilters=[4,6] discriminatorFilters=[4,6] batchSize=3 historyCapacity=4"
                + " adversarialWeight=0.5 decayFrom=1");
    pairs.putAll(SettingsJson.parsePairs(overrides));
    return SettingsJson.override(Brain2PixSettings.quick(), pairs);
  }

  private static GeneratorInput signals(LearnedRf form, double weightSd) {
    return GeneratorInput.signals(LearnedProjection.of(IN_GRAPH, form, weightSd));
  }

  private static Brain2PixTraining learned(LearnedRf form, double weightSd, String overrides) {
    return new Brain2PixTraining(settings(overrides), signals(form, weightSd), 50, 1, OPTIONS);
  }

  private static Batch batch(boolean painted) {
    return Batch.gather(new Noise(painted), new int[] {0, 3, 5});
  }

  /** The discriminator's loss before, the others after its step: both must be the same. */
  @ParameterizedTest
  @EnumSource(LearnedRf.class)
  void withoutNoiseTheFirstStepIsThatOfTheFixedProjectionAndTheSecondIsNot(LearnedRf form) {
    try (Brain2PixTraining fixed = new Brain2PixTraining(settings(""), SHAPE, 50, 1, OPTIONS);
        Brain2PixTraining learned = learned(form, 0, "")) {
      float[] expected = fixed.step(batch(true), 0);
      float[] found = learned.step(batch(false), 0);
      assertEquals(4, found.length);
      for (int i = 0; i < 4; i++) {
        assertEquals(expected[i], found[i], 1e-6 * expected[i], fixed.lossNames().get(i));
      }
      float[] next = fixed.step(batch(true), 1);
      assertFalse(Arrays.equals(next, learned.step(batch(false), 1)), "the projection learns");
    }
  }

  @ParameterizedTest
  @EnumSource(LearnedRf.class)
  void withNoiseInItsWeightsTheFirstStepIsAnother(LearnedRf form) {
    try (Brain2PixTraining fixed = new Brain2PixTraining(settings(""), SHAPE, 50, 1, OPTIONS);
        Brain2PixTraining learned = learned(form, 1, "")) {
      float expected = fixed.step(batch(true), 0)[0];
      assertTrue(Math.abs(expected - learned.step(batch(false), 0)[0]) > 1e-4 * expected);
    }
  }

  /**
   * The adversarial loss alone, no step of any size: Adam's first moment is then {@code 1 - beta1}
   * times the gradient, which must be the loss's slope by each weight of the projection, through
   * the image and through what the discriminator sees beside it.
   */
  @Test
  void theAdversarialLossReachesTheProjectionThroughTheImageAndTheCondition() {
    String adversarialAlone =
        "adversarialWeight=1 pixelWeight=0 featureWeight=0 learningRate=1e-30 weightSd=0.5"
            + " leakSlope=0.9"; // few kinks, for differences
    try (Brain2PixTraining training = learned(LearnedRf.MASKED, 0.5, adversarialAlone)) {
      Variable weights = variable(training, "learnedRf.0.V1.perturbation");
      float[] values = training.session().read(weights);
      training.step(batch(false), 0);
      float[] moment =
          training.session().read(variable(training, "adam.g." + weights.name() + ".m"));
      double keep = 1 - settings(adversarialAlone).beta1();
      double largest = 0;
      for (int i = 0; i < values.length; i++) {
        double slope = slope(training, weights, values, i, 5e-4f);
        largest = Math.max(largest, Math.abs(slope));
        assertEquals(slope, moment[i] / keep, 7e-4, "entry " + i);
      }
      assertTrue(largest > 0.05, "slopes large enough to tell, up to " + largest);
    }
  }

  private static double slope(
      Brain2PixTraining training, Variable weights, float[] values, int entry, float by) {
    float[] moved = values.clone();
    moved[entry] = values[entry] + by;
    training.session().assign(weights, moved);
    double above = training.step(batch(false), 0)[1];
    double width = moved[entry];
    moved[entry] = values[entry] - by;
    training.session().assign(weights, moved);
    double below = training.step(batch(false), 0)[1];
    width -= moved[entry];
    training.session().assign(weights, values);
    return (above - below) / width;
  }

  private static Variable variable(Brain2PixTraining training, String name) {
    return training.graph().variables().find(name).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(LearnedRf.class)
  void weightsThatExplodeStopTheTrainingAndTheLastGoodStateIsKept(LearnedRf form)
      throws IOException {
    Path path = folder.resolve("run");
    Path good = path.resolve("checkpoints/step-00000003.safetensors");
    try (Brain2PixTraining network = learned(form, 0, "");
        RunFolder run = RunFolder.create(path, new JsonObject(), List.of())) {
      loop(network, run, 3).train(0, Progress.silent());
    }
    byte[] kept = Files.readAllBytes(good);
    try (Brain2PixTraining network = learned(form, 0, "learningRate=1e30");
        RunFolder run = RunFolder.resume(path, new JsonObject(), List.of())) {
      TrainingLoop loop = loop(network, run, 50);
      long from = loop.restore();
      TrainingDivergedException diverged =
          assertThrows(TrainingDivergedException.class, () -> loop.train(from, Progress.silent()));
      assertTrue(diverged.getMessage().contains("the last good checkpoint is " + good));
      assertEquals(Optional.of(good), run.newestCheckpoint());
      assertArrayEquals(kept, Files.readAllBytes(good));
    }
    try (Brain2PixTraining network = learned(form, 0, "");
        RunFolder run = RunFolder.resume(path, new JsonObject(), List.of())) {
      TrainingLoop loop = loop(network, run, 5);
      loop.train(loop.restore(), Progress.silent()); // and goes on from there
    }
  }

  /** Moving statistics are used after training only, so that no loss tells. */
  @Test
  void aStateWithANanThatNoLossShowsIsNotSaved() {
    try (Brain2PixTraining network = learned(LearnedRf.ADDITIVE, 0, "");
        RunFolder run = RunFolder.create(folder.resolve("nan"), new JsonObject(), List.of())) {
      Variable moving =
          network.graph().variables().all().stream()
              .filter(v -> v.role() == Role.STATE && v.name().startsWith("down1.bn."))
              .findFirst()
              .orElseThrow();
      float[] values = network.session().read(moving);
      values[1] = Float.NaN;
      network.session().assign(moving, values);
      TrainingDivergedException diverged =
          assertThrows(
              TrainingDivergedException.class,
              () -> loop(network, run, 2).train(0, Progress.silent()));
      String message = diverged.getMessage();
      assertTrue(message.contains("variable " + moving.name() + " NaN at step 2"), message);
      assertTrue(run.newestCheckpoint().isEmpty());
    }
  }

  private static TrainingLoop loop(Brain2PixTraining network, RunFolder run, long steps) {
    TrainingLoop.Schedule schedule = new TrainingLoop.Schedule(steps, 3600, 3600, 9);
    return new TrainingLoop(network, new Noise(false), run, schedule, step -> Optional.empty());
  }
}
