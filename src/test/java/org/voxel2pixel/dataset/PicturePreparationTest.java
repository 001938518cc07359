// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.synthetic.PictureSettings;
import org.voxel2pixel.synthetic.PictureSubject;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.visualfield.PixelGrid;

/** A synthetic subject with pictures is prepared as Shen et al. (2019) prepared theirs. */
class PicturePreparationTest {
  private static final String TYPES = "stimulus=stim_file type=trial_type";
  private static final int PX = 24;

  @TempDir static Path temporary;
  private static Path root;

  @BeforeAll
  static void generate() {
    root = temporary.resolve("bids");
    PictureSettings settings =
        new PictureSettings(
            PictureSettings.standard()
                .person()
                .withScreen(new PixelGrid(PX, PX, 12))
                .withBrain(new SyntheticSettings.Brain(12, 12, 6, 3, 12, 11, 10)),
            new PictureSettings.Shown(6, 2),
            new PictureSettings.Shown(3, 4),
            2,
            3,
            Optional.empty());
    PictureSubject.generate(settings, root, Progress.silent());
  }

  private static PreparationReport prepare(
      String name, EventColumns columns, RunPipeline steps, String testRuns) {
    PreparationSettings shen = PreparationSettings.shen2019();
    PreparationSettings settings =
        new PreparationSettings(
            shen.train(),
            new RunSelection(testRuns),
            columns,
            new FrameSettings(PX, PX, shen.frames().resize(), 12, FrameSettings.Warp.NONE),
            shen.samples(),
            steps,
            shen.scaling());
    InputSource source =
        new InputSource(
            root.resolve("sub-01"), Optional.empty(), "", Optional.empty(), Optional.empty());
    return Preparation.prepare(
        InputCheck.of(source, settings, Progress.silent()).plan(),
        temporary.resolve(name),
        Fixtures.provenance(),
        2,
        Progress.silent());
  }

  @Test
  void thePresetTakesItAsItIsAndTellsTheTestSetsApart() {
    PreparationSettings shen = PreparationSettings.shen2019();
    PreparationReport report =
        prepare("preset", EventColumns.parse(TYPES), shen.steps(), shen.test().text());
    assertEquals(List.of(), report.warnings());
    assertEquals(0, report.droppedVoxelCount());
    try (Dataset set = Dataset.open(temporary.resolve("preset"))) {
      assertEquals(33, set.voxelCount());
      assertEquals(6 * 2 + 3 + 40 + 10, set.sampleCount());
      Map<String, Integer> samples = new TreeMap<>();
      for (Sample sample : set.samples()) {
        String kind = sample.split().label() + " " + sample.trialType() + " of " + sample.repeats();
        samples.merge(kind, 1, Integer::sum);
        String name = set.stimulusName(sample.stimulus());
        byte[] frame = new byte[PX * PX * 3];
        set.readFrame(sample.stimulus(), frame);
        assertArrayEquals(FrameFile.read(root.resolve("stimuli").resolve(name)).rgb(), frame, name);
        String folder =
            sample.split() == Split.TRAIN
                ? "train"
                : sample.trialType().equals("natural") ? "natural" : sample.trialType() + "s";
        assertTrue(name.startsWith(folder + "/"), name + " is " + sample.trialType());
      }
      assertEquals(
          Map.of(
              "train natural of 1",
              12,
              "test natural of 4",
              3,
              "test shape of 2",
              40,
              "test letter of 3",
              10),
          samples);
    }
  }

  @Test
  void aTestSetCanBePreparedAloneByItsSession() {
    prepare("shapes", EventColumns.bids(), PreparationSettings.shen2019().steps(), "ses-shapes");
    try (Dataset set = Dataset.open(temporary.resolve("shapes"))) {
      assertEquals(12 + 40, set.sampleCount());
      for (Sample sample : set.samples()) {
        if (sample.split() == Split.TRAIN) continue;
        assertTrue(set.stimulusName(sample.stimulus()).startsWith("shapes/shape_"));
        assertEquals(2, sample.repeats());
      }
    }
  }

  @Test
  void eachTestPictureIsTheMeanOfItsBlocksTimesTheRootOfItsOwnNumber() {
    prepare(
        "percent",
        EventColumns.parse(TYPES),
        RunPipeline.parse("percent baseline=24"),
        "task-test");
    try (Dataset set = Dataset.open(temporary.resolve("percent"))) {
      Voxel voxel = set.voxels().get(20); // of V2
      Map<String, List<Double>> blocks = blocks(voxel);
      List<Double> training = new ArrayList<>();
      blocks.forEach(
          (name, values) -> training.addAll(name.startsWith("train") ? values : List.of()));
      double mean = training.stream().mapToDouble(x -> x).average().orElseThrow();
      double variance =
          training.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();
      float[] row = new float[set.voxelCount()];
      int compared = 0;
      for (Sample sample : set.samples()) {
        if (sample.split() == Split.TRAIN) continue;
        set.readResponse(sample.row(), row);
        List<Double> own = blocks.get(set.stimulusName(sample.stimulus()));
        double average = own.stream().mapToDouble(x -> x).average().orElseThrow();
        double expected = (average - mean) / Math.sqrt(variance) * Math.sqrt(own.size());
        assertEquals(expected, row[20], 2e-4, set.stimulusName(sample.stimulus()));
        compared++;
      }
      assertEquals(53, compared);
    }
  }

  /** By picture: percent of the mean of volumes 0 to 11, averaged from 4 s after the onset on. */
  private static Map<String, List<Double>> blocks(Voxel voxel) {
    Map<String, List<Double>> blocks = new LinkedHashMap<>();
    String[][] runs = {
      {"train", "train", "2"},
      {"natural", "test", "4"},
      {"shapes", "test", "2"},
      {"letters", "test", "3"}
    };
    for (String[] part : runs) {
      for (int run = 1; run <= Integer.parseInt(part[2]); run++) {
        String stem =
            "sub-01/ses-%1$s/func/sub-01_ses-%1$s_task-%2$s_run-0%3$d_"
                .formatted(part[0], part[1], run);
        double[] course = course(root.resolve(stem + "bold.nii.gz"), voxel);
        double rest = 0;
        for (int t = 0; t < 12; t++) rest += course[t] / 12;
        TsvTable events = TsvTable.read(root.resolve(stem + "events.tsv"));
        for (int e = 0; e < events.rowCount(); e++) {
          if (events.text(e, "stim_file").equals("n/a")) continue;
          int first = (int) (events.number(e, "onset") + 4) / 2;
          int count = (int) events.number(e, "duration") / 2; // 4 volumes, or 6 of a letter
          double sum = 0;
          for (int t = first; t < first + count; t++) sum += 100 * (course[t] - rest) / rest;
          blocks
              .computeIfAbsent(events.text(e, "stim_file"), name -> new ArrayList<>())
              .add(sum / count);
        }
      }
    }
    return blocks;
  }

  private static double[] course(Path file, Voxel voxel) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      double[] course = new double[series.volumeCount()];
      float[] volume = new float[series.grid().voxelCount()];
      for (int t = 0; series.readNext(volume); t++) {
        course[t] = volume[series.grid().indexOf(voxel.i(), voxel.j(), voxel.k())];
      }
      return course;
    }
  }
}
