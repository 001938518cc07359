// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Checks.assertSound;
import static org.voxel2pixel.dataset.Checks.assertStops;
import static org.voxel2pixel.dataset.Checks.assertStopsOnly;
import static org.voxel2pixel.dataset.Checks.assertTold;
import static org.voxel2pixel.dataset.Checks.assertWarns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.dataset.Finding.Level;

/** Which runs a subject's folder has, and which of its files belong to them. */
class BidsStudyTest {
  private static final String TRAIN = "sub-01/func/sub-01_task-train_run-1";

  @TempDir Path temporary;
  private SmallStudy study;

  @BeforeEach
  void makeSubject() {
    study = SmallStudy.sound(temporary.resolve("bids"));
  }

  private static List<String> names(InputCheck check) {
    assertSound(check);
    return check.plan().runs().stream().map(CheckedRun::name).toList();
  }

  private static PreparationSettings runs(String train, String test) {
    return SmallStudy.settings(train, test, "stimulus=stim_file", "");
  }

  @Test
  void aSoundSubjectGivesItsRunsTrainingFirst() {
    InputCheck check = study.check();
    assertEquals(List.of("sub-01_task-train_run-1", "sub-01_task-test_run-1"), names(check));
    assertEquals(List.of(), Checks.told(check, Level.WARN));
    assertEquals(2, check.plan().trSec());
    assertEquals(40, check.plan().sampleCount());
  }

  @Test // B-22
  void sessionsMayHaveTheSameRunNumbersAndRunsAreInNaturalOrder() {
    for (String name : List.of("ses-1", "ses-2", "ses-10")) {
      for (int run : new int[] {1, 2}) {
        study.run(
            "sub-01/%s/func/sub-01_%s_task-film_run-%02d".formatted(name, name, run),
            10,
            "0 4 a.png");
      }
    }
    InputCheck check = study.check(runs("task-film", "task-test"));
    assertEquals(
        List.of(
            "sub-01_ses-1_task-film_run-01",
            "sub-01_ses-1_task-film_run-02",
            "sub-01_ses-2_task-film_run-01",
            "sub-01_ses-2_task-film_run-02",
            "sub-01_ses-10_task-film_run-01",
            "sub-01_ses-10_task-film_run-02",
            "sub-01_task-test_run-1"),
        names(check));
    assertEquals(List.of(), Checks.told(check, Level.WARN));
  }

  @Test // B-22
  void aMissingRunIsToldOfItsOwnSessionAndNotOfASelection() {
    for (int run : new int[] {1, 2, 4}) {
      study.run("sub-01/ses-a/func/sub-01_ses-a_task-film_run-" + run, 10, "0 4 a.png");
    }
    study.run("sub-01/ses-b/func/sub-01_ses-b_task-film_run-2", 10, "0 4 a.png");
    InputCheck check = study.check(runs("task-film ses-a run-1, task-film ses-b", ""));
    assertWarns(check, "sub-01_ses-a_task-film_run-4", "no run between 2 and 4");
    assertWarns(check, "sub-01_ses-b_task-film_run-2", "no run before 2");
    assertEquals(2, Checks.told(check, Level.WARN).size(), check::toText);
    assertEquals(2, names(check).size());
  }

  @Test
  void aSelectionByEntitiesChoosesAmongTheImagesOfARun() {
    study.bold(TRAIN + "_space-T1w_desc-preproc_bold.nii", 20);
    study.bold(TRAIN + "_space-MNI_desc-preproc_bold.nii", 20);
    study.delete(TRAIN + "_bold.nii");
    InputCheck check = study.check(runs("task-train", "task-test"));
    assertStopsOnly(
        check,
        "one image for each run",
        "another of sub-01_task-train_run-1",
        "space-MNI or desc-preproc or space-T1w");
    InputCheck chosen = study.check(runs("task-train space-T1w", "task-test"));
    assertEquals(List.of("sub-01_task-train_run-1", "sub-01_task-test_run-1"), names(chosen));
    assertTrue(chosen.plan().boldFiles().containsKey(TRAIN + "_space-T1w_desc-preproc_bold.nii"));
  }

  @Test
  void theEchoesOfARunAreNotRunsOfTheirOwn() {
    study.delete(TRAIN + "_bold.nii");
    for (int echo = 1; echo <= 3; echo++) study.bold(TRAIN + "_echo-" + echo + "_bold.nii", 20);
    assertStopsOnly(study.check(), "echo-1 or echo-2 or echo-3");
    assertEquals(2, names(study.check(runs("task-train echo-2", "task-test"))).size());
  }

  @Test
  void aRunMustNotServeBothSplits() {
    assertStops(
        study.check(runs("task-train", "task-t*")),
        "testruns",
        "other runs than those of trainruns",
        "1 runs in both (sub-01_task-train_run-1)");
  }

  @Test
  void noTestRunsAreAllowedIfNoneAreAskedFor() {
    InputCheck check = study.check(runs("task-train", ""));
    assertEquals(List.of("sub-01_task-train_run-1"), names(check));
    assertTold(check, Level.INFO, "no runs for testing");
    assertStops(study.check(runs("", "task-test")), "runs for training", "none");
  }

  @Test
  void aDatasetsRootIsNoSubject() {
    InputCheck check = Checks.of(InputSource.of(study.root()), SmallStudy.settings());
    assertStopsOnly(check, "a dataset with sub-01", "name one of them");
  }

  @Test // B-20: events.tsv by inheritance, the nearest wins
  void eventsAreInheritedFromAboveAndTheNearestWins() {
    study.delete(TRAIN + "_events.tsv");
    study.events("task-train_events.tsv", "0 4 a.png");
    assertEquals(1, study.check().plan().runs().get(0).events().size());
    study.events("sub-01/sub-01_task-train_events.tsv", "0 2 a.png", "2 2 b.png");
    assertEquals(2, study.check().plan().runs().get(0).events().size());
    study.events(TRAIN + "_events.tsv", "0 2 a.png", "2 2 b.png", "4 2 a.png");
    assertEquals(3, study.check().plan().runs().get(0).events().size());
    study.events("sub-01/func/sub-01_task-train_events.tsv", "0 9 a.png");
    assertEquals(3, study.check().plan().runs().get(0).events().size(), "more entities win");
  }

  @Test
  void eventsOfAnotherTaskOrSessionAreNotInherited() {
    study.delete(TRAIN + "_events.tsv");
    study.events("task-trai_events.tsv", "0 4 a.png");
    study.events("ses-1_task-train_events.tsv", "0 4 a.png");
    assertStopsOnly(study.check(), "run-1_events.tsv", "nothing", "events=[...]");
  }

  @Test
  void twoTablesOfOneFolderThatSpeakEquallyAreRefused() {
    study.delete(TRAIN + "_events.tsv");
    study.events("sub-01/func/sub-01_task-train_events.tsv", "0 4 a.png");
    study.events("sub-01/func/sub-01_run-1_events.tsv", "0 4 a.png");
    assertStops(study.check(), "one table for a run", "sub-01_task-train_events.tsv");
  }

  @Test // B-20
  void sidecarsAreMergedKeyByKey() {
    study.bold(TRAIN + "_bold.nii", 20, SmallStudy.GRID, 0);
    study.text("task-train_bold.json", "{\"RepetitionTime\": 3, \"SliceTiming\": [0, 1]}");
    study.text("sub-01/sub-01_task-train_bold.json", "{\"RepetitionTime\": 2}");
    InputCheck check = study.check();
    assertEquals(2, check.plan().runs().get(0).trSec());
    assertTold(check, Level.INFO, "SliceTiming", "not corrected"); // B-23
    assertTrue(check.plan().sources().containsKey("task-train_bold.json"));
    study.text(TRAIN + "_bold.json", "{\"SliceTimingCorrected\": true, \"StartTime\": 0.95}");
    check = study.check();
    assertEquals(2, check.plan().runs().get(0).trSec());
    assertTold(check, Level.INFO, "0.95 s after a volume's begin");
    assertEquals(
        0, Checks.told(check, Level.INFO).stream().filter(s -> s.contains("SliceT")).count());
  }

  @Test
  void aDerivativesEventsComeFromTheRawDatasetThatTheUserNames() throws Exception {
    Path prep = study.at("derivatives/fmriprep/sub-01/func");
    Files.createDirectories(prep);
    for (String task : List.of("train", "test")) {
      String run = "sub-01_task-" + task + "_run-1";
      Files.move(
          study.at("sub-01/func/" + run + "_bold.nii"),
          prep.resolve(run + "_space-T1w_desc-preproc_bold.nii"));
    }
    Path subject = prep.getParent();
    Files.move(study.at("sub-01/masks"), subject.resolve("masks"));
    PreparationSettings settings = runs("task-train space-T1w", "task-test space-T1w");
    InputCheck without = Checks.of(InputSource.of(subject), settings);
    assertStops(without, "sub-01_task-train_run-1_events.tsv", "events=[...]");
    for (Path raw : List.of(study.root(), study.subject())) {
      InputSource source =
          new InputSource(
              subject, Optional.empty(), "", Optional.of(raw), Optional.of(study.at("stimuli")));
      InputCheck check = Checks.of(source, settings);
      assertEquals(List.of("sub-01_task-train_run-1", "sub-01_task-test_run-1"), names(check));
      assertTrue(
          check.plan().sources().keySet().stream()
              .anyMatch(k -> k.startsWith("events/") && k.endsWith("task-test_run-1_events.tsv")),
          check.plan().sources().keySet().toString());
      assertEquals(
          0,
          check.plan().warnings().stream().filter(w -> w.contains(study.root() + "")).count(),
          check.plan().warnings()::toString);
    }
    assertStops(
        Checks.of(
            new InputSource(
                subject,
                Optional.empty(),
                "",
                Optional.of(study.at("nowhere")),
                Optional.of(study.at("stimuli"))),
            settings),
        "nowhere",
        "a folder with events");
  }

  @Test
  void theDescriptionIsReadIfThereIsOne() {
    study.text(
        "dataset_description.json",
        "{\"Name\": \"Faces\", \"BIDSVersion\": \"1.8.0\", \"DatasetType\": \"derivative\",",
        "\"GeneratedBy\": [{\"Name\": \"fMRIPrep\", \"Version\": \"23.1.4\"}]}");
    assertTold(
        study.check(),
        Level.INFO,
        "Name Faces",
        "BIDSVersion 1.8.0",
        "DatasetType derivative",
        "GeneratedBy fMRIPrep 23.1.4");
    study.text("dataset_description.json", "{\"Name\": \"Faces\"");
    assertStopsOnly(study.check(), "dataset_description.json", "a JSON object");
    study.delete("dataset_description.json");
    assertWarns(study.check(), "dataset_description.json", "missing");
  }

  @Test
  void oneBadRunDoesNotHideTheNextNorTheStimuli() {
    study.run("sub-01/func/sub-01_task-train_run-2", 20, "0 4 a.png");
    study.text(TRAIN + "_events.tsv", "onset,duration,stim_file");
    study.events("sub-01/func/sub-01_task-train_run-2_events.tsv", "900 4 a.png", "0 4 d.png");
    study.text("sub-01/func/sub-01_task-test_run-1_bold.nii", "<html>");
    InputCheck check = study.check();
    assertStops(check, "run-1_events.tsv", "not tab-separated");
    assertStops(check, "run-2_events.tsv", "a.png at 900.0 s");
    assertStops(check, "sub-01_task-test_run-1_bold.nii");
    assertStops(check, "1 missing (d.png)");
    Fixtures.assertRefused(check::plan, "run-1_events.tsv", "3 more: run Check Inputs...");
  }

  @Test
  void theSameFindingAtManyRunsIsToldOnce() {
    for (int run = 2; run <= 30; run++) {
      study.run("sub-01/func/sub-01_task-train_run-" + run, 20, "0 4 a.png", "4 4 a.png");
      study.delete("sub-01/func/sub-01_task-train_run-" + run + "_events.tsv");
    }
    assertStopsOnly(
        study.check(),
        "sub-01_task-train_run-2_events.tsv",
        "and 28 more runs: sub-01_task-train_run-3",
        "run-12, ...)");
  }

  @Test
  void filesThatBeginWithADotAreNotThere() {
    study.text("sub-01/func/._sub-01_task-train_run-1_bold.nii", "of macOS");
    study.text("sub-01/masks/._sub-01_label-V1_mask.nii", "of macOS");
    study.text("sub-01/func/._sub-01_task-train_run-1_events.tsv", "of macOS");
    assertEquals(2, names(study.check()).size());
  }

  @Test
  void eventsAreSearchedInTheSubjectsOwnRawFilesOnly() throws Exception {
    Path raw = study.at("raw");
    for (String run : List.of("task-train_run-1", "task-test_run-1")) {
      String name = "sub-01_" + run + "_events.tsv";
      study.events("raw/.git/annex/" + name, "0 4 n.png");
      study.events("raw/derivatives/other/sub-01/" + name, "0 4 n.png");
      study.events("raw/sub-02/func/" + run + "_events.tsv", "0 4 n.png");
      Files.createDirectories(study.at("raw/sub-01/func"));
      Files.move(study.at("sub-01/func/" + name), study.at("raw/sub-01/func/" + name));
    }
    InputCheck check =
        Checks.of(
            new InputSource(
                study.subject(), Optional.empty(), "", Optional.of(raw), Optional.empty()),
            SmallStudy.settings());
    assertEquals(2, names(check).size());
    assertEquals("a.png", check.plan().runs().get(0).events().get(0).stimulus());
    study.events("raw/copy/sub-01_task-train_run-1_events.tsv", "0 4 b.png");
    check =
        Checks.of(
            new InputSource(
                study.subject(), Optional.empty(), "", Optional.of(raw), Optional.empty()),
            SmallStudy.settings());
    assertStops(check, "one table for a run", "sub-01_task-train_run-1_events.tsv");
  }

  @Test
  void confoundsBelongToTheirRunWhateverElseTheirNameHas() {
    study.delete(TRAIN + "_bold.nii");
    study.bold("sub-01/func/sub-01_task-train_rec-mag_run-1_space-T1w_desc-preproc_bold.nii", 4);
    study.bold("sub-01/func/sub-01_task-test_run-1_bold.nii", 4);
    study.events(TRAIN + "_events.tsv", "0 4 a.png");
    for (String run : List.of("train_rec-mag_run-1", "test_run-1", "train_rec-mag_run-10")) {
      String[] rows =
          run.endsWith("10") ? new String[] {"csf"} : new String[] {"csf", "1", "2", "5", "2"};
      study.table("sub-01/func/sub-01_task-" + run + "_desc-confounds_timeseries.tsv", rows);
    }
    InputCheck check =
        study.check(
            SmallStudy.settings(
                "task-train", "task-test", "stimulus=stim_file", "regress degree=0 confounds=csf"));
    assertSound(check);
    assertEquals(5, check.plan().runs().get(0).confounds().values()[0][2]);
  }
}
