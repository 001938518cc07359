// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Finding.Level;

/**
 * A study of the size of Shen et al. 2019: 120 training runs of 50 blocks and 5 repetitions in 15
 * sessions, 1200 pictures shown five times each, 24 test runs of 50 pictures; its volumes are tiny.
 */
class LargeStudyTest {
  private static final String HEADER = "onset duration event_type stimulus_name";

  private final SmallStudy study;

  LargeStudyTest(@TempDir Path temporary) {
    study = new SmallStudy(temporary.resolve("bids"));
  }

  /** As the README of ds001506 has it: 32 s of rest, blocks of 8 s, five of them shown again. */
  private static String[] events(int firstPicture, int pictures, String kind, int repetitions) {
    List<String> rows = new ArrayList<>(List.of(HEADER, "0 32 -1 n/a"));
    int onset = 32;
    for (int n = 0; n < 50; n++) {
      String name = kind + (firstPicture + n) % pictures;
      rows.add(onset + " 8 1 " + name);
      onset += 8;
      if (n % 10 == 9 && n / 10 < repetitions) {
        rows.add(onset + " 8 2 " + name);
        onset += 8;
      }
    }
    rows.add(onset + " 6 -2 n/a");
    return rows.toArray(String[]::new);
  }

  private void makeRuns() throws IOException {
    study.text("dataset_description.json", "{\"Name\": \"Large\"}");
    study.bold("bold.nii.gz", 239);
    byte[] bold = Files.readAllBytes(study.at("bold.nii.gz"));
    for (int run = 0; run < 120; run++) {
      String ses = "ses-perceptionTraining%02d".formatted(run / 8 + 1);
      addRun(bold, ses, run % 8 + 1, events(run * 50, 1200, "n", 5));
    }
    for (int run = 0; run < 24; run++) {
      String ses = "ses-perceptionTest%02d".formatted(run / 8 + 1);
      addRun(bold, ses, run % 8 + 1, events(run, 50, "t", 5));
    }
  }

  private void addRun(byte[] bold, String ses, int run, String[] events) throws IOException {
    String stem = "sub-01/%s/func/sub-01_%s_task-perception_run-%02d".formatted(ses, ses, run);
    study.table(stem + "_events.tsv", events);
    Files.write(study.at(stem + "_bold.nii.gz"), bold);
  }

  @Test // B-09
  void sixThousandTrainingSamplesAreLeftAndTheCheckTakesSeconds() throws IOException {
    makeRuns();
    study.mask("sub-01/masks/sub-01_label-V1_mask.nii", 0, 3);
    study.picture("picture.png", 1);
    byte[] picture = Files.readAllBytes(study.at("picture.png"));
    Files.createDirectories(study.at("stimuli"));
    for (int n = 0; n < 1250; n++) {
      picture[picture.length - 20] = (byte) n; // all differ, for a check that decodes none
      picture[picture.length - 21] = (byte) (n >> 8);
      Files.write(study.at("stimuli/" + (n < 1200 ? "n" + n : "t" + (n - 1200)) + ".png"), picture);
    }
    PreparationSettings shen = PreparationSettings.shen2019();
    PreparationSettings settings =
        new PreparationSettings(
            new RunSelection("ses-perceptionTraining*"),
            new RunSelection("ses-perceptionTest*"),
            EventColumns.parse("stimulus=stimulus_name type=event_type keep=1"),
            shen.frames(),
            shen.samples(),
            RunPipeline.parse("regress degree=1; percent baseline=24; despike sd=3"),
            shen.scaling());
    long start = System.nanoTime();
    InputCheck check =
        Checks.of(
            new InputSource(
                study.subject(), Optional.empty(), "", Optional.empty(), Optional.empty()),
            settings);
    double seconds = (System.nanoTime() - start) / 1e9;
    Checks.assertSound(check);
    InputPlan plan = check.plan();
    assertEquals(List.of(), Checks.told(check, Level.WARN));
    assertEquals(6000, plan.runs(Split.TRAIN).stream().mapToInt(run -> run.events().size()).sum());
    assertEquals(6000 + 50, plan.sampleCount());
    Checks.assertTold(check, Level.INFO, "-1 (144), -2 (144), 1 (7200), 2 (720)");
    assertTrue(
        plan.summary().startsWith("120 training runs, 24 test runs, 6050 samples of 2"),
        plan.summary());
    assertTrue(seconds < 20, seconds + " s"); // about 1 s on two cores
    // by hand: rows of 6000 + 1200 blocks and 6050 samples, 2 voxels; 1250 frames of 248 x 248
    assertEquals(4L * 2 * (6050 + 7200) + 1250L * 248 * 248 * 3, plan.diskBytes());
  }
}
