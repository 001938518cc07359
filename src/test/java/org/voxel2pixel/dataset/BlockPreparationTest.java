// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;

/** Pictures in blocks against what numpy makes of them (dataset_blocks_subject.py). */
class BlockPreparationTest {
  private static final Path ORIGINAL = Path.of("src/test/resources/org/voxel2pixel/dataset/blocks");

  @TempDir Path temporary;

  private Path copy() {
    Path root = temporary.resolve("blocks");
    try (Stream<Path> files = Files.walk(ORIGINAL)) {
      for (Path file : files.toList()) {
        Path target = root.resolve(ORIGINAL.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(target);
        else Files.copy(file, target);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return root;
  }

  /** Shen's preset on small frames, and the columns of ds001506. */
  private static PreparationSettings settings() {
    return with(PreparationSettings.shen2019().steps(), PreparationSettings.shen2019().scaling());
  }

  private static PreparationSettings with(RunPipeline steps, ResponseScaling scaling) {
    PreparationSettings shen = PreparationSettings.shen2019();
    return new PreparationSettings(
        shen.train(),
        shen.test(),
        EventColumns.parse("stimulus=stimulus_name type=event_type keep=1"),
        new FrameSettings(6, 6, shen.frames().resize(), 12, FrameSettings.Warp.NONE),
        shen.samples(),
        steps,
        scaling);
  }

  private static InputSource source(Path root) {
    return new InputSource(
        root.resolve("sub-01"), Optional.empty(), "", Optional.empty(), Optional.empty());
  }

  private static PreparationReport prepare(
      Path root, PreparationSettings settings, Path dataset, int threads) {
    InputPlan plan = InputCheck.of(source(root), settings, Progress.silent()).plan();
    return Preparation.prepare(plan, dataset, Fixtures.provenance(), threads, Progress.silent());
  }

  private static List<float[]> rows(Path dataset) {
    List<float[]> rows = new ArrayList<>();
    try (Dataset set = Dataset.open(dataset)) {
      for (int r = 0; r < set.sampleCount(); r++) {
        float[] row = new float[set.voxelCount()];
        set.readResponse(r, row);
        rows.add(row);
      }
    }
    return rows;
  }

  /** P-08, P-09, B-09: repetitions are left out, and n is each picture's own. */
  @Test
  void theStepsOfShen2019GiveWhatNumpyGives() throws IOException {
    Path dataset = temporary.resolve("dataset");
    PreparationReport report = prepare(ORIGINAL, settings(), dataset, 2);
    NumericArray expected = NpyFile.read(ORIGINAL.resolve("expected/responses.npy"));
    NumericArray repeats = NpyFile.read(ORIGINAL.resolve("expected/repeats.npy"));
    List<String> names = Files.readAllLines(ORIGINAL.resolve("expected/names.txt"));
    assertEquals(15, report.sampleCount());
    assertEquals(8, report.voxelCount());
    List<float[]> rows = rows(dataset);
    for (int r = 0; r < rows.size(); r++) {
      assertArrayEquals(expected.row(r), rows.get(r), 2e-4f, "row " + r);
    }
    try (Dataset set = Dataset.open(dataset)) {
      for (Sample sample : set.samples()) {
        assertEquals(names.get(sample.row()), set.stimulusName(sample.stimulus()));
        boolean train = sample.row() < 12;
        assertEquals(train ? Split.TRAIN : Split.TEST, sample.split());
        assertEquals(train ? 1 : (int) repeats.values()[sample.row() - 12], sample.repeats());
        assertEquals("1", sample.trialType());
      }
      assertEquals(List.of("V1", "V2"), set.rois());
      String manifest = set.manifestJson().toString();
      assertTrue(
          manifest.indexOf("each run: regress") < manifest.indexOf("each run: percent")
              && manifest.indexOf("each run: percent") < manifest.indexOf("each run: despike"),
          manifest);
    }
    assertFalse(Files.exists(RunStore.folderOf(dataset)), "nothing unfinished is left");
  }

  /** P-09. */
  @Test
  void anotherOrderOfStepsGivesOtherResponsesAndSaysSo() {
    Path one = temporary.resolve("one");
    Path other = temporary.resolve("other");
    ResponseScaling none = new ResponseScaling(Normalisation.NONE, 0, Repeats.SINGLE);
    String last = "; percent baseline=24";
    prepare(
        ORIGINAL,
        with(RunPipeline.parse("despike sd=2; regress degree=1 confounds=motion" + last), none),
        one,
        1);
    prepare(
        ORIGINAL,
        with(RunPipeline.parse("regress degree=1 confounds=motion; despike sd=2" + last), none),
        other,
        1);
    float greatest = 0;
    List<float[]> a = rows(one);
    List<float[]> b = rows(other);
    for (int r = 0; r < a.size(); r++) {
      for (int v = 0; v < 8; v++) {
        greatest = Math.max(greatest, Math.abs(a.get(r)[v] - b.get(r)[v]));
      }
    }
    assertTrue(greatest > 0.05, "percent: " + greatest);
    try (Dataset first = Dataset.open(one);
        Dataset second = Dataset.open(other)) {
      assertNotEquals(first.manifestJson().get("pipeline"), second.manifestJson().get("pipeline"));
      assertEquals(12 + 6, first.sampleCount()); // test trials single
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytes() throws IOException {
    Path root = copy();
    prepare(root, settings(), temporary.resolve("one"), 1);
    prepare(root, settings(), temporary.resolve("four"), 4);
    for (String name : List.of("responses.npy", "samples.tsv", "dataset.json", "zscore.npy")) {
      assertArrayEquals(
          Files.readAllBytes(temporary.resolve("one").resolve(name)),
          Files.readAllBytes(temporary.resolve("four").resolve(name)),
          name);
    }
  }

  /** P-07. */
  @Test
  void aBaselineDuringWhichAPictureIsShownIsRefused() {
    PreparationSettings longer =
        with(RunPipeline.parse("percent baseline=26"), PreparationSettings.shen2019().scaling());
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () -> prepare(ORIGINAL, longer, temporary.resolve("dataset"), 1));
    assertTrue(refused.getMessage().contains("baseline"), refused.getMessage());
    assertTrue(refused.getMessage().contains("24"), refused.getMessage());
  }

  /** A run whose last block was cut short is refused, or its last block is left out. */
  @Test
  void aBlockThatWasCutShortIsRefusedOrDropped() throws IOException {
    Path root = copy();
    Path events = root.resolve("sub-01/func/sub-01_task-train_run-1_events.tsv");
    Files.writeString(
        events, Files.readString(events).replace("56\t8\t1\tn0100_3", "64\t8\t1\tn0100_3"));
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () -> prepare(root, settings(), temporary.resolve("dataset"), 1));
    assertTrue(refused.getMessage().contains("cutshort=drop"), refused.getMessage());
    PreparationSettings shen = settings();
    PreparationSettings dropping =
        new PreparationSettings(
            shen.train(),
            shen.test(),
            shen.columns(),
            shen.frames(),
            new SamplePlan.Blocks(4, SamplePlan.CutShort.DROP),
            shen.steps(),
            shen.scaling());
    PreparationReport report = prepare(root, dropping, temporary.resolve("dataset"), 1);
    assertEquals(14, report.sampleCount());
    try (Dataset set = Dataset.open(temporary.resolve("dataset"))) {
      assertTrue(set.manifestJson().get("pipeline").toString().contains("left out"));
    }
  }
}
