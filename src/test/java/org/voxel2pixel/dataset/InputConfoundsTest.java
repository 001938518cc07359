// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStops;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;
import static org.voxel2pixel.dataset.Checks.assertTold;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Finding.Level;

/** Confounds of a run of 20 volumes, and when its volumes were taken. */
class InputConfoundsTest {
  private static final String RUN = "sub-01/func/sub-01_task-train_run-1";
  private static final String TABLE = RUN + "_desc-confounds_timeseries.tsv";
  private static final List<String> COLUMNS =
      List.of(
          "csf",
          "trans_y",
          "trans_x",
          "trans_z",
          "rot_x",
          "rot_y",
          "rot_z",
          "a_comp_cor_00",
          "a_comp_cor_01",
          "t_comp_cor_00",
          "framewise_displacement");

  @TempDir Path temporary;
  private SmallStudy study;

  @BeforeEach
  void makeSubject() {
    study = SmallStudy.sound(temporary.resolve("bids"));
    confounds(TABLE, COLUMNS, 20);
    confounds(TABLE.replace("train", "test"), COLUMNS, 20);
  }

  /** Random numbers; framewise displacement begins later. */
  private void confounds(String path, List<String> columns, int rows) {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>(List.of(String.join(" ", columns)));
    for (int t = 0; t < rows; t++) {
      List<String> cells = new ArrayList<>();
      for (String column : columns) {
        boolean begun = t > 0 || !column.equals("framewise_displacement");
        cells.add(begun ? String.format(Locale.ROOT, "%.4f", random.nextGaussian()) : "n/a");
      }
      lines.add(String.join(" ", cells));
    }
    study.table(path, lines.toArray(String[]::new));
  }

  private InputCheck check(String steps) {
    return study.check(SmallStudy.settings("task-train", "task-test", "stimulus=stim_file", steps));
  }

  private Confounds confounds(InputCheck check) {
    assertSound(check);
    return check.plan().runs().get(0).confounds();
  }

  @Test
  void theColumnsOfAllStepsAreReadAndEachStepHasItsOwn() {
    Confounds all =
        confounds(check("regress degree=1 confounds=motion; regress confounds=a_comp_cor_*+csf"));
    List<String> motion = List.of("trans_y", "trans_x", "trans_z", "rot_x", "rot_y", "rot_z");
    assertEquals(
        List.of(
            "csf",
            "trans_y",
            "trans_x",
            "trans_z",
            "rot_x",
            "rot_y",
            "rot_z",
            "a_comp_cor_00",
            "a_comp_cor_01"),
        all.names());
    assertEquals(motion, all.matching(List.of("motion")).names());
    Confounds second = all.matching(List.of("a_comp_cor_*", "csf"));
    assertEquals(List.of("csf", "a_comp_cor_00", "a_comp_cor_01"), second.names());
    assertArrayEquals(all.values()[7], second.values()[1]);
    assertEquals(List.of(), all.matching(List.of()).names());
    TsvTable table = TsvTable.read(study.at(TABLE));
    assertEquals(table.number(11, "a_comp_cor_00"), second.values()[1][11]);
  }

  @Test
  void whatNoStepAsksForIsNotRead() {
    study.delete(TABLE);
    assertEquals(List.of(), confounds(check("regress degree=2")).names());
    assertStopsOnly(check("regress confounds=csf"), TABLE, "nothing");
  }

  @Test
  void aPatternThatMeansNothingStops() {
    InputCheck check = check("regress confounds=b_comp*+motion+rot_w");
    assertStops(check, "no b_comp*, rot_w among csf, trans_y", "confounds=none");
    confounds(TABLE, COLUMNS.subList(0, 6), 20);
    assertStops(check("regress confounds=motion"), "no rot_z among csf");
  }

  @Test // B-13
  void asManyRowsAsVolumes() {
    confounds(TABLE, COLUMNS, 19);
    assertStopsOnly(check("regress confounds=csf"), TABLE, "20 rows", "19 rows");
  }

  @Test // B-14
  void aValueThatBeginsLaterIsNoneInTheFirstRowOnly() {
    InputCheck check = check("regress confounds=framewise_displacement");
    assertEquals(0, confounds(check).values()[0][0]);
    assertTold(check, Level.INFO, "n/a in the first row of framewise_displacement");
    study.table(TABLE, "csf", "1", "n/a", "2");
    study.bold(RUN + "_bold.nii", 3);
    study.events(RUN + "_events.tsv", "0 2 a.png");
    assertStops(check("regress degree=0 confounds=csf"), "line 3, column csf", "first row only");
  }

  @Test // B-15
  void aColumnThatAddsNothingIsTold() {
    List<String> lines = new ArrayList<>(List.of("csf twin flat"));
    for (int t = 0; t < 20; t++) lines.add(Math.sin(t) + " " + (2 * Math.sin(t) + 5) + " 7");
    study.table(TABLE, lines.toArray(String[]::new));
    study.table(TABLE.replace("train", "test"), lines.toArray(String[]::new));
    InputCheck check = check("regress confounds=csf+twin+flat");
    assertSound(check);
    String told = String.join("\n", Checks.told(check, Level.INFO));
    assertTrue(told.matches("(?s).*add nothing will be left out: flat, (csf|twin)\\b.*"), told);
  }

  @Test // B-16, B-17: a column for each volume that is to be scrubbed
  void moreConfoundsThanVolumes() {
    List<String> outliers = new ArrayList<>();
    for (int n = 0; n < 20; n++) outliers.add("motion_outlier%02d".formatted(n));
    confounds(TABLE, outliers, 20);
    confounds(TABLE.replace("train", "test"), outliers, 20);
    assertStops(
        check("regress degree=1 confounds=motion_outlier*"),
        "sub-01_task-train_run-1_bold.nii",
        "at least 24 volumes for 22 regressors",
        "20 volumes");
  }

  @Test // B-18
  void theFormerNameIsReadUnlessThereIsTodays() throws Exception {
    Path today = study.at(TABLE);
    Path former = study.at(RUN + "_desc-confounds_regressors.tsv");
    java.nio.file.Files.move(today, former);
    assertEquals(1, confounds(check("regress confounds=csf")).names().size());
    confounds(TABLE, List.of("csf"), 20);
    InputCheck check = check("regress confounds=csf");
    assertSound(check);
    assertTrue(check.plan().sources().containsKey(TABLE));
  }

  @Test // B-19
  void duplicateColumnsAndCommaDecimals() {
    confounds(TABLE, List.of("csf", "csf"), 20);
    assertStopsOnly(check("regress confounds=csf"), "two named csf");
    study.table(TABLE, "csf", "0,5");
    study.bold(RUN + "_bold.nii", 20);
    List<String> lines = new ArrayList<>(List.of("csf"));
    for (int t = 0; t < 20; t++) lines.add("1,5");
    study.table(TABLE, lines.toArray(String[]::new));
    assertStopsOnly(check("regress confounds=csf"), "line 2, column csf", "comma decimals");
  }

  // Repetition time

  @Test // N-50
  void headerAndSidecarMustAgree() {
    study.text("task-train_bold.json", "{\"RepetitionTime\": 2.0000001}");
    assertSound(study.check());
    study.text("task-train_bold.json", "{\"RepetitionTime\": 1}");
    assertStopsOnly(study.check(), "RepetitionTime of its sidecar, 1.0 s", "2.0 s in its header");
    study.text("task-train_bold.json", "{\"RepetitionTime\": 2000}");
    assertStopsOnly(study.check(), "task-train_bold.json", "number of seconds", "2000");
    study.text("task-train_bold.json", "{\"VolumeTiming\": [0, 2]}");
    assertStopsOnly(study.check(), "VolumeTiming", "times of their own");
  }

  @Test // N-50
  void runsOfTwoRepetitionTimes() {
    study.bold("sub-01/func/sub-01_task-test_run-1_bold.nii", 20, SmallStudy.GRID, 2.5);
    assertStopsOnly(study.check(), "task-test_run-1", "task-train_run-1, 2.0 s", "2.5 s");
  }

  @Test // B-24
  void noRepetitionTimeAnywhere() {
    study.bold(RUN + "_bold.nii", 20, SmallStudy.GRID, 0);
    assertStopsOnly(study.check(), RUN + "_bold.nii", "a repetition time", "none");
  }

  @Test // B-21
  void aSidecarThatIsNoJsonIsToldOnceForAllItsRuns() {
    study.run("sub-01/func/sub-01_task-train_run-2", 20, "0 4 a.png");
    study.text("task-train_bold.json", "{\"RepetitionTime\": NaN}");
    assertStopsOnly(study.check(), "task-train_bold.json", "line 1");
    study.text("task-train_bold.json", "{\"RepetitionTime\": 2 /* s */}");
    assertStopsOnly(study.check(), "task-train_bold.json", "line 1");
    study.text("task-train_bold.json", "{\"a\": 1,", "\"a\": 2}");
    assertStopsOnly(study.check(), "task-train_bold.json", "\"a\" twice");
    study.text("task-train_bold.json", "{\"a\":".repeat(5000));
    assertStopsOnly(study.check(), "task-train_bold.json");
  }
}
