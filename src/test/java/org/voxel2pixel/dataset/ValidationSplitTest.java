// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.ValidationSplit.Unit;
import org.voxel2pixel.signal.LagWindow;

/** No picture, and none that looks like it, is on both sides. */
class ValidationSplitTest {
  private static final LagWindow TRIALS = new LagWindow(0, 0);
  private static final LagWindow FILM = new LagWindow(3, 7);
  private static final double TR_SEC = 2;

  private final List<Sample> samples = new ArrayList<>();
  private final BitSet flat = new BitSet();

  private void add(String run, int... stimuli) {
    for (int stimulus : stimuli) {
      samples.add(
          new Sample(samples.size(), Split.TRAIN, run, samples.size() * TR_SEC, stimulus, 1));
    }
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  private int[] rows() {
    return range(0, samples.size());
  }

  private ValidationSplit split(LagWindow lags, double share, long seed) {
    Pictures pictures = new Pictures(range(0, 10_000), flat);
    return new ValidationSplit.Draw(samples, pictures, rows(), share, seed).split(lags, TR_SEC);
  }

  private Set<Integer> stimuli(int[] positions) {
    Set<Integer> stimuli = new TreeSet<>();
    for (int p : positions) stimuli.add(samples.get(p).stimulus());
    return stimuli;
  }

  private void assertApart(ValidationSplit split) {
    Set<Integer> both = stimuli(split.training());
    both.retainAll(stimuli(split.heldOut()));
    assertEquals(Set.of(), both);
  }

  @Test
  void allTrialsOfAPictureFallOnOneSide() {
    for (int run = 0; run < 5; run++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
      Collections.shuffle(order, new Random(run));
      add("run-" + run, order.stream().mapToInt(i -> i).toArray());
    }
    ValidationSplit split = split(TRIALS, 0.1, 1);
    assertEquals(Unit.PICTURE, split.unit());
    assertEquals(2, stimuli(split.heldOut()).size(), "a tenth of 20");
    assertEquals(10, split.heldOut().length, "in five runs");
    assertEquals(90, split.training().length);
    assertApart(split);
    assertEquals(stimuli(split.heldOut()).stream().map(String::valueOf).toList(), split.units());
  }

  @Test
  void theSeedAloneDecidesWhichAreHeldOut() {
    add("run", range(0, 50));
    ValidationSplit first = split(TRIALS, 0.2, 1);
    assertArrayEquals(first.heldOut(), split(TRIALS, 0.2, 1).heldOut());
    assertFalse(Arrays.equals(first.heldOut(), split(TRIALS, 0.2, 2).heldOut()));
  }

  @Test
  void ofFilmsWholeRunsAreHeldOut() {
    for (int run = 0; run < 12; run++) add("run-" + run, range(100 * run, 100 * run + 40));
    ValidationSplit split = split(FILM, 0.1, 3);
    assertEquals(Unit.RUN, split.unit());
    assertEquals(1, split.units().size(), "a tenth of 12 runs, rounded");
    assertEquals(40, split.heldOut().length);
    assertEquals(440, split.training().length);
    for (int p : split.heldOut()) assertEquals(split.units().get(0), samples.get(p).run());
    assertApart(split);
  }

  @Test
  void runsThatShowTheSamePicturesStayTogetherAlsoThroughOthers() {
    add("a", range(0, 10));
    add("b", range(100, 110));
    add("c", 5, 200, 201);
    add("d", 300, 301);
    add("e", 200, 400, 401);
    add("f", 500, 501);
    for (int seed = 0; seed < 20; seed++) {
      ValidationSplit split = split(FILM, 0.5, seed);
      assertApart(split);
      Set<String> together = new TreeSet<>(split.units());
      together.retainAll(Set.of("a", "c", "e"));
      assertTrue(together.isEmpty() || together.size() == 3, "seed " + seed + ": " + together);
      assertEquals(3, split.units().size(), "half of six");
    }
  }

  @Test
  void aRunThatTiesTwoGroupsMakesThemOne() {
    add("a", range(0, 5));
    add("b", 0, 50, 51);
    add("c", range(100, 105));
    add("d", 100, 150, 151);
    add("e", 0, 100);
    for (int run = 0; run < 5; run++) add("single-" + run, range(1000 + 10 * run, 1003 + 10 * run));
    for (int seed = 0; seed < 20; seed++) {
      ValidationSplit split = split(FILM, 0.5, seed);
      assertApart(split);
      Set<String> together = new TreeSet<>(split.units());
      together.retainAll(Set.of("a", "b", "c", "d", "e"));
      assertTrue(together.isEmpty() || together.size() == 5, "seed " + seed + ": " + together);
    }
  }

  @Test
  void aBlankScreenInEveryRunDoesNotTieTheRunsTogether() {
    flat.set(9999);
    for (int run = 0; run < 4; run++) {
      add("run-" + run, range(100 * run, 100 * run + 20));
      add("run-" + run, 9999);
    }
    assertEquals(Unit.RUN, split(FILM, 0.25, 1).unit());
  }

  @Test
  void ofOneFilmAStretchIsHeldOutAndTenSecondsAroundItUsedForNothing() {
    add("only", range(0, 200));
    ValidationSplit split = split(FILM, 0.1, 1);
    assertEquals(Unit.STRETCH, split.unit());
    int[] held = split.heldOut();
    assertArrayEquals(range(held[0], held[0] + 20), held);
    int guard = 5; // volumes of 2 s in 10 s; the lags span 4
    for (int p : split.training()) {
      assertTrue(p < held[0] - guard || p > held[19] + guard, p + " beside " + held[0]);
    }
    int before = Math.min(guard, held[0]);
    int after = Math.min(guard, 199 - held[19]);
    assertEquals(200 - 20 - before - after, split.training().length);
    assertEquals(List.of(held[0] + ".." + held[19]), split.units());
  }

  @Test
  void ofAFilmThatIsShownInEveryRunTheSameStretchOfEachIsHeldOut() {
    for (int run = 0; run < 3; run++) add("run-" + run, range(0, 100));
    ValidationSplit split = split(FILM, 0.1, 4);
    assertEquals(Unit.STRETCH, split.unit());
    assertEquals(30, split.heldOut().length);
    assertApart(split);
    assertTrue(split.training().length >= 3 * 80 && split.training().length <= 3 * 85);
  }

  @Test
  void picturesInAnotherOrderInEveryRunAreHeldOutByPictureThoughSamplesAreVolumes() {
    for (int run = 0; run < 6; run++) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
      Collections.shuffle(order, new Random(run));
      add("run-" + run, order.stream().mapToInt(i -> i).toArray());
    }
    ValidationSplit split = split(FILM, 0.1, 1);
    assertEquals(Unit.PICTURE, split.unit());
    assertEquals(18, split.heldOut().length);
    assertApart(split);
  }

  @Test
  void whereNothingWouldBeLeftToTrainOnTheShareIsRefused() {
    add("one", 7, 7, 7);
    BadInputException refused = assertThrows(BadInputException.class, () -> split(TRIALS, 0.5, 1));
    assertTrue(refused.getMessage().contains("validation 0.5"), refused.getMessage());
    assertTrue(refused.getMessage().contains("3 and 0 of 3"), refused.getMessage());
  }

  @Test
  void onePictureUnderTwoNumbersIsOnePicture(@TempDir Path folder) {
    DatasetDescription description = new DatasetDescription(TR_SEC, 8, 2, 2, TRIALS);
    Provenance how = Provenance.of("test", Map.of(), 1, Map.of());
    DatasetWriter.write(
        folder.resolve("d"),
        description,
        how,
        writer -> {
          for (int trial = 0; trial < 40; trial++) {
            byte[] rgb = new byte[2 * 2 * 3];
            Arrays.fill(rgb, 0, 6, (byte) (trial % 10)); // ten pictures, four trials each
            writer.addFrame(Split.TRAIN, "trial-" + trial, rgb);
          }
          writer.setVoxels(List.of(new Voxel(0, 0, 0, 0, "V1", Optional.empty())));
          for (int trial = 0; trial < 40; trial++) {
            Sample sample = new Sample(trial, Split.TRAIN, "t" + trial, 0, trial, 1);
            writer.addSample(sample, new float[] {trial});
          }
          writer.addStep(new PipelineStep("none", Map.of("why", "test")));
        });
    try (Dataset dataset = Dataset.open(folder.resolve("d"))) {
      ValidationSplit split = ValidationSplit.of(dataset, range(0, 40), 0.3, 1, Progress.silent());
      assertEquals(12, split.heldOut().length);
      Set<Integer> held = new TreeSet<>();
      Set<Integer> trained = new TreeSet<>();
      for (int p : split.heldOut()) held.add(p % 10);
      for (int p : split.training()) trained.add(p % 10);
      assertEquals(3, held.size());
      assertEquals(7, trained.size());
    }
  }
}
