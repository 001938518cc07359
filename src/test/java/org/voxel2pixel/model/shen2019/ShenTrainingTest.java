// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.comparator.Comparator;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.training.RunFolder;
import org.voxel2pixel.training.TrainingLoop;

class ShenTrainingTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final int VOXELS = 6;
  private static final int ADVERSARIAL = 2;
  private static final int REAL = 3;
  private static final int FAKE = 4;
  private static final int BALANCE = 5;

  /** Ratios start near 2 when the discriminator knows nothing, so these pause it at once. */
  private static final String PAUSES_DISCRIMINATOR = " balanceThresholds=[100,200,300]";

  private static final String PAUSES_GENERATOR = " balanceThresholds=[1e-3,2e-3,3e-3]";

  @TempDir private Path folder;

  @Test
  void stoppingAndResumingEqualsNeverHavingStoppedBitForBit() {
    String switching = " balance=PAPER balanceThresholds=[1.9] learningRate=2e-2";
    List<float[]> losses = new ArrayList<>();
    Map<String, float[]> whole;
    try (ShenTraining network = network(switching, 1)) {
      for (int step = 0; step < 12; step++) losses.add(network.step(batch(step), step));
      whole = variables(network);
    }
    List<Float> balances = losses.stream().map(l -> l[BALANCE]).toList();
    int half = balances.indexOf(1f); // so that the resumed part begins in a pause
    assertTrue(half > 0 && balances.lastIndexOf(0f) > half, "switches must happen: " + balances);
    Path file = folder.resolve("half.safetensors");
    try (ShenTraining network = network(switching, 1)) {
      for (int step = 0; step < half; step++) network.step(batch(step), step);
      Checkpoint.save(network.session(), file, Map.of());
    }
    try (ShenTraining network = network(switching, 1)) {
      Checkpoint.restore(network.session(), file);
      for (int step = half; step < 12; step++) {
        assertArrayEquals(losses.get(step), network.step(batch(step), step), "step " + step);
      }
      requireSame(whole, variables(network));
    }
  }

  @Test
  void aPausedDiscriminatorStaysBitIdenticalWithItsAdam() {
    try (ShenTraining network = network(PAUSES_DISCRIMINATOR, 1)) {
      assertEquals(0, network.step(batch(0), 0)[BALANCE]);
      Map<String, float[]> before = variables(network);
      assertEquals(1, network.step(batch(1), 1)[BALANCE]);
      Map<String, float[]> after = variables(network);
      requireUnchanged(before, after, network, ShenDiscriminator.GROUP);
      requireChanged(before, after, network, ShenGenerator.GROUP);
      assertArrayEquals(new float[] {1, 1, 2}, after.get("balance.state"));
    }
  }

  @Test
  void aPausedGeneratorStaysBitIdenticalWithItsAdam() {
    try (ShenTraining network = network(PAUSES_GENERATOR, 1)) {
      assertEquals(0, network.step(batch(0), 0)[BALANCE]);
      Map<String, float[]> before = variables(network);
      assertEquals(2, network.step(batch(1), 1)[BALANCE]);
      Map<String, float[]> after = variables(network);
      requireUnchanged(before, after, network, ShenGenerator.GROUP);
      requireChanged(before, after, network, ShenDiscriminator.GROUP);
      assertArrayEquals(new float[] {2, 2, 1}, after.get("balance.state"));
    }
  }

  @Test
  void aSwitchIsAChangeInTheLastColumnOfTheLog() throws IOException {
    Path parts = folder.resolve("run");
    try (ShenTraining network = network(PAUSES_DISCRIMINATOR, 1);
        RunFolder run = RunFolder.create(parts, new JsonObject(), List.of())) {
      TrainingLoop.Schedule schedule = new TrainingLoop.Schedule(3, 1e9, 1e9, 1);
      new TrainingLoop(network, new Examples(), run, schedule, step -> Optional.empty())
          .train(0, Progress.silent());
    }
    List<String> lines = Files.readAllLines(parts.resolve("log.tsv"));
    assertEquals(
        "step\tepoch\timage\tfeature\tadversarial\tdiscriminatorReal\tdiscriminatorFake"
            + "\tbalance\tseconds",
        lines.get(0));
    List<Double> balances =
        lines.stream().skip(1).map(l -> Double.parseDouble(l.split("\t")[7])).toList();
    assertEquals(List.of(0.0, 1.0, 1.0), balances);
  }

  /** Four examples of random numbers. */
  private static final class Examples implements ExampleSource {
    @Override
    public int count() {
      return 4;
    }

    @Override
    public int inputLength() {
      return VOXELS;
    }

    @Override
    public int targetLength() {
      return 21 * 21 * 3;
    }

    @Override
    public void readInput(int example, float[] inputs, int offset) {
      System.arraycopy(batch(example, 1).inputs(), 0, inputs, offset, VOXELS);
    }

    @Override
    public void readTarget(int example, float[] targets, int offset) {
      System.arraycopy(batch(example, 1).targets(), 0, targets, offset, targetLength());
    }
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    Map<String, float[]> first = trained(1);
    requireSame(first, trained(1));
    Map<String, float[]> other = trained(2);
    assertFalse(Arrays.equals(first.get("dense0.weights"), other.get("dense0.weights")));
  }

  private static Map<String, float[]> trained(long seed) {
    try (ShenTraining network = network("", seed)) {
      for (int step = 0; step < 3; step++) network.step(batch(step), step);
      return variables(network);
    }
  }

  @Test
  void eachStepDropsOtherUnitsOfTheDiscriminator() {
    float[][] losses = new float[2][];
    for (int step = 0; step < 2; step++) {
      try (ShenTraining network = network("", 1)) {
        losses[step] = network.step(batch(0), step, new int[4]);
      }
    }
    assertEquals(losses[0][0], losses[1][0], "the image loss knows no dropout");
    assertNotEquals(losses[0][REAL], losses[1][REAL]);
    assertNotEquals(losses[0][FAKE], losses[1][FAKE]);
    assertNotEquals(losses[0][ADVERSARIAL], losses[1][ADVERSARIAL]);
  }

  /** Paused, D' = D: then CE(presented) and CE(generated) of one mask fix each other. */
  @Test
  void thePassForTheGeneratorHasAnotherMaskThanThatForTheDiscriminator() {
    String oneImage = " batchSize=1";
    try (ShenTraining network = network(oneImage + PAUSES_DISCRIMINATOR, 1)) {
      network.step(batch(0, 1), 0);
      float[] losses = network.step(batch(1, 1), 1);
      double sumOfProbabilities = Math.exp(-losses[ADVERSARIAL]) + Math.exp(-losses[FAKE]);
      assertTrue(Math.abs(sumOfProbabilities - 1) > 1e-5, "was " + sumOfProbabilities);
    }
    try (ShenTraining network = network(oneImage + PAUSES_DISCRIMINATOR + " dropoutRate=0", 1)) {
      network.step(batch(0, 1), 0);
      float[] losses = network.step(batch(1, 1), 1);
      assertEquals(1, Math.exp(-losses[ADVERSARIAL]) + Math.exp(-losses[FAKE]), 1e-6);
    }
  }

  @Test
  void framesAreCroppedByThePlanOfSeedAndStep() {
    float[] planned;
    try (ShenTraining network = network("", 7)) {
      planned = network.step(batch(0), 5);
    }
    try (ShenTraining network = network("", 7)) {
      int[] offsets = JitterPlan.offsets(2, 3, 7, 5);
      assertArrayEquals(planned, network.step(batch(0), 5, offsets));
    }
    try (ShenTraining network = network("", 7)) {
      assertNotEquals(planned[0], network.step(batch(0), 5, new int[4])[0]);
    }
  }

  /** Its input twice, times a weight of its own that starts at 3. */
  private static final class Weighted implements Comparator {
    @Override
    public String name() {
      return "weighted";
    }

    @Override
    public List<String> layers() {
      return List.of("once", "again");
    }

    @Override
    public List<Operand<TFloat32>> features(Scope scope, Operand<TFloat32> images) {
      Operand<TFloat32> weight = scope.trainable("comparator.weight", Initializer.constant(3), 1);
      Operand<TFloat32> weighted = scope.tf().math.mul(images, weight);
      return List.of(weighted, weighted);
    }
  }

  /** So its loss is {@code 2 * 3^2 / 255^2} times that of the pixels. */
  @Test
  void theComparatorGetsBothImagesAsRgbInZeroToOneAndIsNotTrained() {
    try (ShenTraining network =
        new ShenTraining(settings("comparator=weighted"), VOXELS, new Weighted(), 1, OPTIONS)) {
      for (int step = 0; step < 2; step++) {
        float[] losses = network.step(batch(0), step);
        assertEquals(18 * losses[0] / (255 * 255), losses[1], 1e-5 * losses[1]);
      }
      assertArrayEquals(new float[] {3}, variables(network).get("comparator.weight"));
    }
  }

  @Test
  void imagesSmallerThanTheComparatorsFiltersAreRefusedWhileItsLossCounts() {
    String tiny =
        " imagePx=8 cropPx=8 generatorFilters=[5,3] generatorStrides=[1,2]"
            + " discriminatorKernels=[3,3] discriminatorStrides=[1,1]";
    BadInputException refused =
        assertThrows(BadInputException.class, () -> network(tiny, 1).close());
    assertTrue(refused.getMessage().contains("featureWeight"), refused.getMessage());
    try (ShenTraining network = network(tiny + " featureWeight=0", 1)) {
      int frame = 8 * 8 * 3;
      Batch batch = new Batch(new float[2 * VOXELS], new float[2 * frame]);
      assertEquals(0, network.step(batch, 0)[1]);
    }
  }

  @Test
  void aComparatorOfAnotherNameThanTheSettingsSayIsRefused() {
    ShenSettings gabor = settings("");
    assertThrows(
        IllegalArgumentException.class,
        () -> new ShenTraining(gabor, VOXELS, new Weighted(), 1, OPTIONS).close());
  }

  @Test
  void anUnknownComparatorIsRefused() {
    assertThrows(BadInputException.class, () -> network(" comparator=vgg99", 1).close());
  }

  private static ShenTraining network(String overrides, long seed) {
    return new ShenTraining(settings(overrides), VOXELS, seed, OPTIONS);
  }

  private static ShenSettings settings(String overrides) {
    ShenSettings small =
        SettingsJson.override(
            ShenSettings.named("released"),
            SettingsJson.parsePairs(
                "imagePx=21 cropPx=18 denseWidths=[8,48] generatorFilters=[6,5,4,3]"
                    + " generatorStrides=[2,1,2,2] discriminatorFilters=[4,5]"
                    + " discriminatorKernels=[5,3] discriminatorStrides=[2,1]"
                    + " discriminatorCoefficients=[0.1,1] discriminatorWidth=16 batchSize=2"));
    return SettingsJson.override(small, SettingsJson.parsePairs(overrides));
  }

  private static Batch batch(int number) {
    return batch(number, 2);
  }

  private static Batch batch(int number, int count) {
    Random random = new Random(number);
    float[] voxels = new float[count * VOXELS];
    float[] frames = new float[count * 21 * 21 * 3];
    for (int i = 0; i < voxels.length; i++) voxels[i] = (float) random.nextGaussian();
    for (int i = 0; i < frames.length; i++) frames[i] = random.nextFloat();
    return new Batch(voxels, frames);
  }

  private static Map<String, float[]> variables(ShenTraining network) {
    Map<String, float[]> values = new TreeMap<>();
    for (Variable v : network.graph().variables().all()) {
      values.put(v.name(), network.session().read(v));
    }
    return values;
  }

  private static void requireSame(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, actual.get(name), name));
  }

  private static void requireUnchanged(
      Map<String, float[]> before, Map<String, float[]> after, ShenTraining network, String group) {
    for (Variable v : network.graph().variables().all()) {
      if (!v.group().equals(group)) continue;
      assertArrayEquals(before.get(v.name()), after.get(v.name()), v.name());
    }
  }

  private static void requireChanged(
      Map<String, float[]> before, Map<String, float[]> after, ShenTraining network, String group) {
    for (Variable v : network.graph().variables().trainable(group)) {
      assertFalse(Arrays.equals(before.get(v.name()), after.get(v.name())), v.name());
    }
  }
}
