// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.imagej.one.MacroEnd;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiSeries;
import org.voxel2pixel.nifti.NiftiType;
import org.voxel2pixel.nifti.NiftiWriter;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;

/** Scanner files that do not fit: one reason, and nothing beside the subject. */
class PrepareRefusalTest {
  private static final String RUN = "task-train_run-02_";

  @TempDir static Path parent;
  private static Path original;

  @TempDir Path folder;
  private TinySubject subject;
  private List<String> expected;

  @BeforeAll
  static void generate() {
    original = parent.resolve("bids");
    SyntheticSettings few =
        TinySubject.settings()
            .withTraining(new SyntheticSettings.Runs(2, 30))
            .withTest(new SyntheticSettings.Runs(1, 30));
    SyntheticSubject.generate(few, original, Progress.silent());
  }

  @BeforeEach
  void copySubject() {
    subject = new TinySubject(folder);
    TinySubject.copyTree(original, subject.bids());
    expected = List.of("bids");
  }

  @AfterEach
  void nothingIsLeftBesideWhatWasThere() {
    assertEquals(expected, TinySubject.namesIn(folder));
  }

  private void assertRefused(String macro, Object... parts) {
    String reason = MacroRunner.refusal(macro);
    for (Object part : parts) {
      assertTrue(reason.contains(part.toString()), () -> "no \"" + part + "\" in: " + reason);
    }
  }

  private void replaceIn(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from), from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void aSubjectThatIsNotThere() {
    Path none = folder.resolve("bids/sub-02");
    String macro =
        TinySubject.command("Prepare Dataset...", "subject", none, "dataset", subject.dataset());
    assertRefused(macro, none, "a subject's folder such as sub-01", "nothing", "check the path");
  }

  @Test
  void aTaskWithoutRuns() throws IOException {
    try (var files = Files.list(subject.subject().resolve("func"))) {
      for (Path file : files.filter(f -> f.toString().contains("task-test")).toList()) {
        Files.delete(file);
      }
    }
    assertRefused(subject.prepare(), subject.subject(), "runs of task test", "[train]", "name one");
  }

  @Test
  void aMaskFileThatIsMissing() throws IOException {
    for (String area : List.of("V1", "V2", "V3")) Files.delete(subject.mask(area));
    assertRefused(subject.prepare(), "masks", "sub-01_label-V1_mask.nii.gz", "none", "put a mask");
  }

  @Test
  void aRunWithoutItsEvents() throws IOException {
    Files.delete(subject.func(RUN + "events.tsv"));
    assertRefused(subject.prepare(), RUN + "events.tsv");
  }

  @Test
  void aRunThatWasCutShort() throws IOException {
    Path bold = subject.func(RUN + "bold.nii.gz");
    byte[] whole = Files.readAllBytes(bold);
    Files.write(bold, Arrays.copyOf(whole, 2 * whole.length / 3));
    assertRefused(subject.prepare("threads", "1"), bold, "expected", "found");
    assertEquals(List.of("bids", "dataset.unfinished"), TinySubject.namesIn(folder));
    Files.write(bold, whole);
    MacroRunner.value(subject.prepare()); // goes on with the run that is done
    expected = List.of("bids", "dataset");
  }

  @Test
  void aRunThatIsNoNifti() throws IOException {
    Path bold = subject.func(RUN + "bold.nii.gz");
    Files.writeString(bold, "<html>404 not found</html>");
    assertRefused(subject.prepare(), bold, "expected", "found");
  }

  private void writeMask(NiftiGrid grid) {
    float[] mask = new float[grid.voxelCount()];
    mask[grid.voxelCount() / 2] = 1;
    try (NiftiWriter out =
        NiftiWriter.create(subject.mask("V2"), grid, 1, 0, NiftiType.UINT8, 1, 0)) {
      out.write(mask);
    }
  }

  private NiftiGrid grid() {
    try (NiftiSeries series = NiftiSeries.open(subject.mask("V2"))) {
      return series.grid();
    }
  }

  @Test
  void aMaskThatIsShiftedByHalfAVoxel() {
    NiftiGrid grid = grid();
    double[] affine = grid.affine();
    affine[3] += 1.5; // millimetres along x
    writeMask(new NiftiGrid(grid.nx(), grid.ny(), grid.nz(), affine));
    assertRefused(subject.prepare(), "label-V2_mask.nii.gz", "label-V1_mask.nii.gz", "expected");
  }

  @Test
  void aMaskOfAnotherShape() {
    NiftiGrid grid = grid();
    writeMask(new NiftiGrid(grid.nx(), grid.ny(), grid.nz() + 1, grid.affine()));
    assertRefused(subject.prepare(), "label-V2_mask.nii.gz", "16 x 16 x 8", "16 x 16 x 9");
  }

  @Test
  void confoundsOfAnotherNumberOfVolumes() throws IOException {
    Path confounds = subject.func(RUN + "desc-confounds_timeseries.tsv");
    List<String> lines = new ArrayList<>(Files.readAllLines(confounds));
    lines.remove(lines.size() - 1);
    Files.write(confounds, lines);
    assertRefused(subject.prepare(), confounds, "30", "29");
  }

  @Test
  void aConfoundThatNobodyMeasured() {
    assertRefused(
        subject.prepare("steps", "regress confounds=trans_x+white_noise"),
        "confounds",
        "white_noise");
  }

  @Test
  void aFrameThatIsMissing() throws IOException {
    Files.delete(subject.bids().resolve("stimuli/train-01/frame-0003.png"));
    assertRefused(subject.prepare(), "stimuli", "1 missing", "train-01/frame-0003.png", "copy");
  }

  @Test
  void aStimulusInBothSplits() throws IOException {
    replaceIn(
        subject.func("task-test_run-01_events.tsv"), "test-01/frame-0001", "train-01/frame-0001");
    assertRefused(subject.prepare(), "train-01/frame-0001.png");
  }

  @Test
  void optionsThatContradictEachOther() {
    assertRefused(subject.prepare("firstlag", "5", "lastlag", "3"), "firstlag", "lastlag 3", "5");
    assertRefused(subject.prepare("testruns", "task-train"), "task-train");
    assertRefused(subject.prepare("shiftsec", "4"), "option shiftsec", "samples are volumes");
    assertRefused(subject.prepare("samples", "blocks", "firstlag", "4"), "option firstlag");
    assertRefused(subject.prepare("steps", "smooth fwhm=6"), "steps", "regress", "smooth");
    assertRefused(subject.prepare("sizepx", "48"), "option sizepx");
    assertRefused(subject.prepare("framesize", "48"), "option framesize", "sizepx", "unknown key");
    assertRefused(
        subject.prepare("resize", "crop"), "option resize", "squash, centre-crop", "crop");
  }

  @Test
  void anOutputFolderThatHoldsFilesIsKept() throws IOException {
    Files.createDirectories(subject.dataset());
    Files.writeString(subject.dataset().resolve("thesis.txt"), "mine");
    expected = List.of("bids", "dataset");
    assertRefused(subject.prepare(), subject.dataset(), "a folder with files in it", "delete it");
    assertRefused(subject.prepare("ifexists", "replace"), subject.dataset(), "dataset.json");
    assertEquals(List.of("thesis.txt"), TinySubject.namesIn(subject.dataset()));
    String subjects =
        TinySubject.command(
            "Generate Synthetic Subject...", "bids", subject.dataset(), "ifexists", "replace");
    assertRefused(subjects, subject.dataset(), "a folder that Voxel2Pixel made", "delete it");
    assertEquals(List.of("thesis.txt"), TinySubject.namesIn(subject.dataset()));
  }

  @Test
  void replacingADatasetByOneThatFailsLeavesTheOldOne() throws IOException {
    MacroRunner.value(subject.prepare());
    byte[] before = Files.readAllBytes(subject.dataset().resolve("dataset.json"));
    Files.delete(subject.func(RUN + "events.tsv"));
    expected = List.of("bids", "dataset");
    assertRefused(subject.prepare("ifexists", "replace"), RUN + "events.tsv");
    assertEquals(
        0, Arrays.compare(before, Files.readAllBytes(subject.dataset().resolve("dataset.json"))));
    Files.copy(
        original.resolve("sub-01/func/sub-01_" + RUN + "events.tsv"),
        subject.func(RUN + "events.tsv"));
    MacroRunner.value(
        subject.prepare(
            "ifexists", "replace", "steps", "regress degree=1 confounds=motion; demean"));
    String after = Files.readString(subject.dataset().resolve("dataset.json"));
    assertTrue(after.contains("\"steps\": \"regress degree=1 confounds=motion; demean\""), after);
  }

  @Test
  void aCancelledPreparationCanGoOn() {
    MacroEnd end = new CancelAt("writing samples").during(() -> MacroRunner.run(subject.prepare()));
    assertEquals(Ending.RESUMABLE, end.ending(), end.reason());
    assertTrue(end.reason().contains("3 of 3 runs are done and kept"), end.reason());
    MacroRunner.value(subject.prepare());
    expected = List.of("bids", "dataset");
  }
}
