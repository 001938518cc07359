// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.signal.LagWindow;

/** What is wrong with a subject is told by file, before any volume is read. */
class InputBadInputTest {
  private static final String RUN = "task-train_run-1";

  @TempDir Path temporary;
  private MiniSubject subject;

  @BeforeEach
  void copySubject() {
    subject = MiniSubject.copyTo(temporary.resolve("mini"));
  }

  private void assertStops(String... parts) {
    Checks.assertStops(Checks.of(subject), parts);
  }

  private void assertSound() {
    Checks.assertSound(Checks.of(subject));
  }

  // Events

  @Test
  void aCommaSeparatedEventsFile() {
    subject.edit(subject.func(RUN + "_events.tsv"), text -> text.replace('\t', ','));
    assertStops(RUN + "_events.tsv", "not tab-separated");
  }

  @Test
  void eventsWithoutTheirColumns() {
    subject.replaceInEvents(RUN, "stim_file", "stimulus_id");
    assertStops("no stim_file among onset, duration, trial_type, stimulus_id");
  }

  @Test
  void noOnset() {
    subject.replaceInEvents(RUN, "\n0\\.700\t", "\nn/a\t");
    assertStops(RUN + "_events.tsv, line 3, column onset", "n/a");
  }

  @Test
  void aMisspeltMissingValueIsNotGuessed() {
    subject.replaceInEvents(RUN, "\n0\\.700\t", "\non/a\t");
    assertStops("line 3, column onset", "\"on/a\"");
  }

  @Test
  void commaDecimals() {
    subject.replaceInEvents(RUN, "\n0\\.700\t", "\n0,700\t");
    assertStops("line 3, column onset", "comma decimals");
  }

  @Test
  void numbersThatOnlyJavaCallsNumbers() {
    subject.replaceInEvents(RUN, "\n0\\.700\t", "\n0.7f\t");
    assertStops("line 3, column onset", "\"0.7f\"");
  }

  @Test
  void aLineOfAnotherLength() {
    subject.replaceInEvents(RUN, "\tfilm\ttrain/frame-01", "\ttrain/frame-01");
    assertStops("line 3", "4 tab-separated cells", "3 in");
  }

  @Test
  void aNegativeDuration() {
    subject.replaceInEvents(RUN, "\n0\\.700\t0\\.700", "\n0.700\t-0.700");
    assertStops("line 3, column duration", "-0.700");
  }

  @Test
  void anEventAfterTheEndOfItsRun() {
    subject.replaceInEvents(RUN, "\n10\\.500\t", "\n99.5\t");
    assertStops(RUN + "_events.tsv", "train/frame-11.png at 99.5 s", "within the run");
  }

  @Test
  void anEventBeforeTheFirstVolume() {
    subject.replaceInEvents(RUN, "\n0\\.000\t", "\n-0.700\t");
    assertStops("train/frame-00.png at -0.7 s");
  }

  @Test
  void twoPicturesAtOnce() {
    subject.replaceInEvents(RUN, "\n0\\.000\t0\\.700", "\n0.000\t1.400");
    assertStops("one picture at a time", "train/frame-00.png and train/frame-01.png at 0.7 s");
  }

  @Test
  void noEventsFile() throws IOException {
    Files.delete(subject.func(RUN + "_events.tsv"));
    assertStops(RUN + "_events.tsv", "readable table");
  }

  @Test
  void noDurationIsTakenAsNoneAndTold() {
    subject.replaceInEvents(RUN, "\n0\\.700\t0\\.700", "\n0.700\tn/a");
    InputCheck check = Checks.of(subject);
    Checks.assertSound(check);
    Checks.assertWarns(check, "line 3, column duration: n/a is taken as 0");
  }

  // Stimuli

  @Test
  void stimuliThatAreNotThereAreListed() throws IOException {
    for (int n = 0; n < 12; n++) {
      Files.delete(subject.stimulus("train/frame-%02d.png".formatted(n)));
    }
    assertStops("12 missing (train/frame-00.png, ", "train/frame-09.png)");
  }

  @Test
  void backslashesAreNoFolderSeparators() {
    Assumptions.assumeTrue(java.io.File.separatorChar == '/', "they are, on Windows");
    subject.edit(
        subject.func("task-train_run-2_events.tsv"), text -> text.replace("train/", "train\\"));
    assertStops("12 missing (train\\frame-12.png", "/ separates folders");
  }

  @Test
  void oneStimulusFileInBothSplits() {
    subject.replaceInEvents("task-test_run-2", "test/frame-20", "train/frame-20");
    assertStops("leakage: 1 stimuli in both", "train/frame-20.png");
  }

  @Test
  void onePictureUnderTwoNamesInBothSplits() throws IOException {
    byte[] picture = Files.readAllBytes(subject.stimulus("train/frame-20.png"));
    Files.write(subject.stimulus("test/frame-20.png"), picture);
    assertStops("leakage: 1 stimuli in both", "train/frame-20.png = test/frame-20.png");
  }

  @Test
  void aPictureThatCannotBeRead() throws IOException {
    Files.writeString(subject.stimulus("train/frame-20.png"), "text");
    assertStops("train/frame-20.png");
  }

  // Confounds

  @Test
  void confoundsOfAnotherRun() {
    subject.edit(
        subject.func(RUN + "_desc-confounds_timeseries.tsv"),
        text -> text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
    assertStops(RUN + "_desc-confounds", "16 rows", "15 rows");
  }

  @Test
  void aMissingConfoundAfterTheFirstRow() {
    subject.edit(
        subject.func(RUN + "_desc-confounds_timeseries.tsv"),
        text -> text.replaceFirst("(\n[^\n]*\n[^\n]*)\t[^\t\n]*\n", "$1\tn/a\n"));
    assertStops("line 3, column framewise_displacement", "first row only");
  }

  @Test
  void aConfoundColumnThatIsNotThere() {
    subject.edit(
        subject.func(RUN + "_desc-confounds_timeseries.tsv"), t -> t.replace("rot_y", "roty"));
    assertStops("no rot_y among csf, trans_x");
  }

  @Test
  void twoColumnsOfOneName() {
    subject.edit(
        subject.func(RUN + "_desc-confounds_timeseries.tsv"), t -> t.replace("csf", "rot_y"));
    assertStops("two named rot_y");
  }

  @Test
  void confoundsUnderTheirFormerNameAreRead() throws IOException {
    Path file = subject.func(RUN + "_desc-confounds_timeseries.tsv");
    Files.move(file, subject.func(RUN + "_desc-confounds_regressors.tsv"));
    assertSound();
    assertEquals(58, Checks.of(subject).plan().sampleCount());
  }

  @Test
  void moreRegressorsThanTheRunCanBear() {
    subject.rewriteBold(RUN, 11, 0.7, (t, v, value) -> value);
    assertStops(RUN + "_bold.nii.gz", "at least 12 volumes for 10 regressors", "11 volumes");
  }

  // Repetition time

  @Test
  void headerAndSidecarDisagree() {
    subject.edit(subject.sidecar("train"), text -> text.replace("0.7", "2"));
    assertStops(RUN + "_bold.nii.gz", "RepetitionTime of its sidecar, 2.0 s", "0.7");
  }

  @Test
  void theRunsOwnSidecarWinsOverTheGeneralOne() throws IOException {
    subject.edit(subject.sidecar("train"), text -> text.replace("0.7", "2"));
    for (int run = 1; run <= 2; run++) {
      Files.writeString(
          subject.func("task-train_run-" + run + "_bold.json"), "{\"RepetitionTime\": 0.7}");
    }
    assertSound();
    assertEquals(58, Checks.of(subject).plan().sampleCount());
  }

  @Test
  void noRepetitionTimeAnywhere() throws IOException {
    Files.delete(subject.sidecar("train"));
    subject.rewriteBold(RUN, 16, 0, (t, v, value) -> value);
    assertStops(RUN + "_bold.nii.gz", "a repetition time", "none");
  }

  @Test
  void runsOfTwoRepetitionTimes() {
    subject.edit(subject.sidecar("train"), text -> text.replace("0.7", "0.8"));
    subject.rewriteBold(RUN, 16, 0.8, (t, v, value) -> value);
    subject.rewriteBold("task-train_run-2", 15, 0.8, (t, v, value) -> value);
    assertStops("task-test_run-1", "0.8 s", "0.7 s");
  }

  @Test
  void aSidecarThatIsNoJson() {
    subject.edit(subject.sidecar("train"), text -> "{\"RepetitionTime\": 0.7 // s\n}");
    assertStops("task-train_bold.json", "line 1");
    subject.edit(
        subject.sidecar("train"), text -> "{\"RepetitionTime\": 1, \"RepetitionTime\": 2}");
    assertStops("task-train_bold.json", "twice");
    subject.edit(subject.sidecar("train"), text -> "[".repeat(100000));
    assertStops("task-train_bold.json");
    subject.edit(subject.sidecar("train"), text -> "{\"RepetitionTime\": \"0.7\"}");
    assertStops("task-train_bold.json", "number of seconds");
  }

  // Volumes and masks

  @Test
  void aMaskThatIsOffByAVoxel() {
    NiftiGrid grid = subject.grid();
    double[] affine = grid.affine();
    affine[3] += 2;
    subject.writeMask("label-V2", new NiftiGrid(4, 3, 2, affine), 0, 13, 22);
    assertStops("2.0 mm in x");
  }

  @Test
  void runsThatAreOffTheMasks() {
    NiftiGrid grid = subject.grid();
    double[] affine = grid.affine();
    affine[3] += 2;
    MiniSubject.writeBold(
        subject.func(RUN + "_bold.nii.gz"),
        new NiftiGrid(4, 3, 2, affine),
        0.7,
        java.util.Collections.nCopies(16, new float[24]));
    assertStops(RUN + "_bold.nii.gz", "2.0 mm in x");
  }

  @Test
  void regionsThatOverlap() {
    subject.writeMask("label-V2", subject.grid(), 0, 13, 22, 7, 20, 5);
    assertStops("V1 and V2 share 2 voxels", "V2 and V10 share 1 voxels");
  }

  @Test
  void aMaskWithoutALabel() throws IOException {
    Files.move(subject.mask("label-V2"), subject.folder().resolve("masks/sub-01_mask.nii.gz"));
    assertStops("sub-01_mask.nii.gz", "no label");
  }

  @Test
  void repeatsOfDifferentLength() {
    subject.rewriteBold("task-test_run-3", 13, 0.7, (t, v, value) -> value);
    subject.edit(
        subject.func("task-test_run-3_desc-confounds_timeseries.tsv"),
        text -> text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
    subject.replaceInEvents("task-test_run-3", "\n9\\.100[^\n]*\n", "\n");
    subject.replaceInEvents("task-test_run-1", "\n9\\.100[^\n]*\n", "\n");
    assertStops("task-test_run-3", "14 volumes", "13 volumes");
  }

  @Test
  void noRunsOfTheTask() {
    PreparationSettings settings = MiniSubject.settings(3, 2, new LagWindow(1, 3), "none", "film");
    Checks.assertStops(
        Checks.of(InputSource.of(subject.folder()), settings), "task film", "[test, train]");
  }

  @Test
  void twoImagesOfOneRun() throws IOException {
    Path bold = subject.func(RUN + "_bold.nii.gz");
    Files.copy(bold, subject.func(RUN + "_space-T1w_desc-preproc_bold.nii.gz"));
    assertStops("another of sub-01_task-train_run-1");
  }

  @Test
  void noSuchSubjectNoMasks() throws IOException {
    InputSource nobody = InputSource.of(temporary.resolve("sub-99"));
    Checks.assertStopsOnly(Checks.of(nobody, MiniSubject.settings()), "sub-99", "nothing");
    Files.move(subject.folder().resolve("masks"), temporary.resolve("elsewhere"));
    assertStops("masks", "none");
  }

  @Test
  void aMissingRunNumberIsTold() throws IOException {
    for (String ending : List.of("bold.nii.gz", "events.tsv", "desc-confounds_timeseries.tsv")) {
      Files.move(
          subject.func("task-train_run-2_" + ending), subject.func("task-train_run-5_" + ending));
    }
    Checks.assertWarns(Checks.of(subject), "run-5: no run between 1 and 5");
  }
}
