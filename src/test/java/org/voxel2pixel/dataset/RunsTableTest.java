// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStops;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;
import static org.voxel2pixel.dataset.Checks.assertWarns;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that a table names. */
class RunsTableTest {
  @TempDir Path temporary;
  private SmallStudy study;

  @BeforeEach
  void makeFiles() {
    study = new SmallStudy(temporary.resolve("lab"));
    study.mask("masks/V1_mask.nii", 0, 1);
    study.mask("roi.nii", 3, 1);
    for (int run : new int[] {1, 2, 10}) {
      study.bold("scan" + run + "/bold.nii", 20);
      study.events("logs/run" + run + ".tsv", "0 4 " + (char) ('a' + run) + ".png");
    }
    study.pictures("stimuli", "b.png", "c.png", "k.png");
    study.table(
        "runs.tsv",
        "run bold events split",
        "ten scan10/bold.nii logs/run10.tsv test",
        "run2 scan2/bold.nii logs/run2.tsv train",
        "run1 scan1/bold.nii logs/run1.tsv train");
  }

  private InputCheck check() {
    return check(SmallStudy.settings());
  }

  private InputCheck check(PreparationSettings settings) {
    InputSource source =
        new InputSource(
            study.at("runs.tsv"),
            Optional.of(study.at("roi.nii")),
            "",
            Optional.empty(),
            Optional.empty());
    return Checks.of(source, settings);
  }

  private PreparationSettings regress(String confounds) {
    return SmallStudy.settings(
        "", "", "stimulus=stim_file", "regress degree=1 confounds=" + confounds);
  }

  @Test
  void runsAreThoseOfTheTableTrainingFirstInNaturalOrder() {
    InputCheck check = check();
    assertSound(check);
    InputPlan plan = check.plan();
    assertEquals(
        List.of("run1", "run2", "ten"), plan.runs().stream().map(CheckedRun::name).toList());
    assertEquals(Split.TEST, plan.runs().get(2).split());
    assertEquals(study.at("scan2/bold.nii"), plan.runs().get(1).bold());
    assertEquals("c.png", plan.runs().get(1).events().get(0).stimulus());
    assertEquals(
        List.of("scan1/bold.nii", "scan2/bold.nii", "scan10/bold.nii"),
        List.copyOf(plan.boldFiles().keySet()));
    assertEquals(
        List.of("logs/run1.tsv", "logs/run2.tsv", "logs/run10.tsv", "roi.nii", "runs.tsv"),
        List.copyOf(plan.sources().keySet()));
  }

  @Test
  void plainNumbersAreConfoundsWithColumnsOneToN() {
    StringBuilder six = new StringBuilder("# made by hand\n");
    StringBuilder two = new StringBuilder();
    for (int t = 0; t < 20; t++) {
      double s = Math.sin(t);
      six.append("  " + t * t + "  " + s + "\t" + s * s + "  1e-3" + t + " " + s * t + " -4." + t);
      six.append(" \n");
      two.append(t % 3 + " " + t % 4 + "\n");
    }
    study.text("scan1/motion.par", six.toString());
    study.text("scan2/rp_bold.txt", six.toString());
    study.text("scan10/moest.txt", six.toString());
    study.table(
        "runs.tsv",
        "run bold events split confounds",
        "run1 scan1/bold.nii logs/run1.tsv train scan1/motion.par",
        "run2 scan2/bold.nii logs/run2.tsv train scan2/rp_bold.txt",
        "ten scan10/bold.nii logs/run10.tsv test scan10/moest.txt");
    Confounds motion = check(regress("motion")).plan().runs().get(0).confounds();
    assertEquals(List.of("1", "2", "3", "4", "5", "6"), motion.names());
    assertEquals(6, motion.matching(List.of("motion")).names().size());
    assertArrayEquals(
        new double[] {49, Math.sin(7), -4.7},
        new double[] {motion.values()[0][7], motion.values()[1][7], motion.values()[5][7]});
    assertEquals(List.of("2", "5"), check(regress("5+2")).plan().runs().get(2).confounds().names());
    assertStopsOnly(check(regress("7")), "no 7 among 1, 2, 3, 4, 5, 6");
    study.text("scan10/moest.txt", two.toString());
    assertStopsOnly(check(regress("motion")), "moest.txt", "no trans_x", "among 1, 2");
    study.text("scan10/moest.txt", "1 2 3", "4 5");
    assertStopsOnly(check(regress("1")), "moest.txt, line 2", "3 numbers");
    study.text("scan10/moest.txt", two.toString().replaceFirst("\n1 ", "\nx "));
    assertStopsOnly(check(regress("1")), "moest.txt, line 2, column 1", "\"x\"");
    study.text("scan10/moest.txt", "");
    assertStopsOnly(check(regress("1")), "moest.txt", "an empty file");
  }

  @Test
  void confoundsThatTheTableDoesNotName() {
    assertStopsOnly(check(regress("motion")), "none in the table of runs", "and 2 more runs");
    assertSound(check(regress("none")));
    study.table(
        "runs.tsv",
        "run bold events split confounds",
        "run1 scan1/bold.nii logs/run1.tsv train n/a");
    assertStopsOnly(check(regress("motion")), "none in the table of runs");
  }

  @Test
  void cellsThatAreWrongAreToldByLine() {
    study.table(
        "runs.tsv",
        "run bold events split",
        "a scan1/bold.nii logs/run1.tsv training",
        "b n/a logs/run1.tsv train",
        "c scan2/bold.nii n/a train",
        "d scan1/bold.nii logs/run1.tsv train",
        "e scan1/../scan1/bold.nii logs/run1.tsv test",
        "d scan2/bold.nii logs/run2.tsv test",
        "f nowhere.nii logs/run3.tsv test");
    InputCheck check = check();
    assertStops(check, "line 2, column split", "train or test", "training");
    assertStops(check, "line 3, column bold", "n/a");
    assertStops(check, "line 4, column events", "n/a");
    assertStops(check, "line 6, column bold", "each image once", "twice");
    assertStops(check, "line 7, column run", "d twice");
    assertStops(check, "nowhere.nii", "no such file");
    assertStops(check, "logs/run3.tsv", "nothing");
  }

  @Test
  void namesOfFilesServeAsNamesIfTheyDiffer() {
    study.bold("x/one_bold.nii.gz", 20);
    study.bold("x/two_bold.nii.gz", 20);
    study.table(
        "runs.tsv",
        "bold events split note",
        "x/two_bold.nii.gz logs/run1.tsv train sleepy",
        "x/one_bold.nii.gz logs/run2.tsv test -");
    InputCheck check = check();
    assertSound(check);
    assertEquals(
        List.of("two", "one"), check.plan().runs().stream().map(CheckedRun::name).toList());
    assertWarns(check, "the column note is not read");
    study.table(
        "runs.tsv",
        "bold events split",
        "scan1/bold.nii logs/run1.tsv train",
        "scan2/bold.nii logs/run2.tsv test");
    assertStops(check(), "runs.tsv, line 3", "bold twice", "add a column run");
  }

  @Test
  void aTableWithoutItsColumnsOrRunsOrTraining() {
    study.table("runs.tsv", "bold events", "scan1/bold.nii logs/run1.tsv");
    assertStopsOnly(check(), "runs.tsv", "no split among bold, events");
    study.table("runs.tsv", "bold events split");
    assertStops(check(), "runs.tsv", "a line for each run");
    study.table("runs.tsv", "bold events split", "scan1/bold.nii logs/run1.tsv test");
    assertStopsOnly(check(), "runs for training", "none");
    study.delete("runs.tsv");
    assertStopsOnly(check(), "runs.tsv", "nothing");
  }

  @Test
  void theEventsOptionHasNoUseBesideATable() {
    InputSource source =
        new InputSource(
            study.at("runs.tsv"),
            Optional.of(study.at("roi.nii")),
            "",
            Optional.of(study.at("logs")),
            Optional.empty());
    assertStopsOnly(Checks.of(source, SmallStudy.settings()), "events", "leave it empty");
  }

  @Test
  void sidecarsLieBesideTheirFiles() {
    study.bold("scan1/bold.nii", 20, SmallStudy.GRID, 0);
    assertStopsOnly(check(), "scan1/bold.nii", "a repetition time");
    study.text("scan1/bold.json", "{\"RepetitionTime\": 2}");
    InputCheck check = check();
    assertSound(check);
    assertTrue(check.plan().sources().containsKey("scan1/bold.json"));
  }
}
