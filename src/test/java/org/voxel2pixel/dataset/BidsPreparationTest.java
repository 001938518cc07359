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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.nifti.NiftiSeries;

/** The mini subject against what numpy makes of it (dataset_mini_subject.py). */
class BidsPreparationTest {
  @TempDir Path temporary;

  private MiniSubject subject() {
    return MiniSubject.copyTo(temporary.resolve("mini"));
  }

  private static NumericArray expected(String name) {
    return NpyFile.read(MiniSubject.ORIGINAL.resolve("expected/" + name + ".npy"));
  }

  @Test
  void responsesAreThoseOfNumpy() {
    MiniSubject subject = subject();
    PreparationReport report = subject.prepare();
    NumericArray expected = expected("responses");
    assertEquals(1, report.droppedVoxelCount());
    assertEquals(expected.rowLength(), report.voxelCount());
    try (Dataset set = Dataset.open(subject.dataset())) {
      assertEquals(expected.rowCount(), set.sampleCount());
      float[] row = new float[set.voxelCount()];
      for (int r = 0; r < set.sampleCount(); r++) {
        set.readResponse(r, row);
        // float32 of the volumes is exact in both; the residuals are floats here, doubles there
        assertArrayEquals(expected.row(r), row, 2e-5f, "row " + r);
      }
      NumericArray zScore = expected("zscore");
      double[][] found = set.zScore().orElseThrow();
      for (int v = 0; v < set.voxelCount(); v++) {
        assertEquals(0, found[0][v], 1e-4); // of a signal of 30
        assertEquals(1, found[1][v] / zScore.row(1)[v], 1e-6);
      }
    }
  }

  @Test
  void voxelsComeRegionByRegionInNaturalOrderByAscendingFlatIndex() {
    MiniSubject subject = subject();
    subject.prepare();
    NumericArray expected = expected("voxels");
    try (Dataset set = Dataset.open(subject.dataset())) {
      assertEquals(List.of("V1", "V2", "V10"), set.rois());
      assertEquals(
          List.of("V1", "V1", "V1", "V1", "V2", "V2", "V10", "V10"),
          set.voxels().stream().map(Voxel::roi).toList());
      for (Voxel voxel : set.voxels()) {
        assertArrayEquals(
            expected.row(voxel.index()), new float[] {voxel.i(), voxel.j(), voxel.k()});
      }
    }
  }

  @Test
  void eachVolumeHasThePictureThatWasOnTheScreen() {
    MiniSubject subject = subject();
    subject.prepare();
    float[] stimulus = expected("stimulus").values();
    NumericArray frames = expected("frames");
    try (Dataset set = Dataset.open(subject.dataset())) {
      for (Sample sample : set.samples()) {
        assertEquals((int) stimulus[sample.row()], sample.stimulus(), sample.toString());
      }
      assertEquals(frames.rowCount(), set.frameCount());
      byte[] rgb = new byte[18];
      for (int f = 0; f < set.frameCount(); f++) {
        set.readFrame(f, rgb);
        for (int n = 0; n < 18; n++) assertEquals((int) frames.row(f)[n], rgb[n] & 0xff);
      }
      assertEquals("train/frame-00.png", set.stimulusName(0));
    }
  }

  @Test
  void samplesHaveTheirRunTimeSplitAndRepeats() {
    MiniSubject subject = subject();
    subject.prepare();
    try (Dataset set = Dataset.open(subject.dataset())) {
      assertEquals(0.7, set.trSec());
      assertEquals(
          new Sample(18, Split.TRAIN, "sub-01_task-train_run-2", 2 * 0.7, 0, 1),
          set.samples().get(18));
      Sample averaged = set.samples().get(31);
      assertEquals("sub-01_task-test_run-1", averaged.run());
      assertEquals(2, averaged.repeats());
      Sample single = set.samples().get(45);
      assertEquals("sub-01_task-test_run-2", single.run());
      assertEquals(1, single.repeats());
      assertEquals(Split.TEST, single.split());
      // Runs of 16, 15, 14 and 13 volumes, of which 3, 1, 1 and 0 rest; the last lag is 3.
      assertArrayEquals(
          new int[] {
            0, 1, 2, 3, 6, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19, 20, 22, 23, 24, 25, 26, 27
          },
          set.examples(Split.TRAIN));
      assertEquals(5, set.droppedExamples(Split.TRAIN)); // 13, 15; 28, 29, 30
      assertEquals(20, set.examples(Split.TEST).length);
      assertEquals(6, set.droppedExamples(Split.TEST));
    }
  }

  @Test
  void everyParameterSourceAndWarningIsRecorded() {
    MiniSubject subject = subject();
    PreparationReport report = subject.prepare();
    assertTrue(report.warnings().stream().anyMatch(w -> w.contains("not in the order of onset")));
    try (Dataset set = Dataset.open(subject.dataset())) {
      String json = set.manifestJson().toString();
      assertTrue(json.contains("framewise_displacement"));
      assertTrue(json.contains("\"constantVoxelsDropped\":\"1\""));
      assertTrue(json.contains("sub-01_task-test_run-1,sub-01_task-test_run-3"));
      Provenance how = set.provenance().get(0);
      Path bold = subject.func("task-train_run-1_bold.nii.gz");
      assertEquals(
          Provenance.sha256(bold),
          how.inputHashes().get("sub-01/func/sub-01_task-train_run-1_bold.nii.gz"));
      assertTrue(how.inputHashes().containsKey("task-train_bold.json"));
      set.verify();
    }
  }

  @Test
  void theSameSubjectGivesTheSameBytes() throws IOException {
    MiniSubject first = MiniSubject.copyTo(temporary.resolve("a"));
    MiniSubject second = MiniSubject.copyTo(temporary.resolve("b"));
    first.prepare();
    second.prepare();
    for (String name : List.of("dataset.json", "responses.npy", "voxels.tsv", "samples.tsv")) {
      assertEquals(
          -1L, Files.mismatch(first.dataset().resolve(name), second.dataset().resolve(name)), name);
    }
  }

  @Test
  void testRunsDoNotReachTheTrainingRowsNorTheStatistics() throws IOException {
    MiniSubject subject = MiniSubject.copyTo(temporary.resolve("a"));
    MiniSubject changed = MiniSubject.copyTo(temporary.resolve("b"));
    changed.rewriteBold(
        "task-test_run-1", 14, 0.7, (t, v, value) -> value * 3 + t * t * t * (v % 5));
    changed.rewriteBold("task-test_run-2", 13, 0.7, (t, v, value) -> v % 7 + t % 3);
    subject.prepare();
    changed.prepare();
    Path mine = subject.dataset();
    Path theirs = changed.dataset();
    assertEquals(-1L, Files.mismatch(mine.resolve("zscore.npy"), theirs.resolve("zscore.npy")));
    byte[] a = Files.readAllBytes(mine.resolve("responses.npy"));
    byte[] b = Files.readAllBytes(theirs.resolve("responses.npy"));
    int trainingEnd = 128 + 31 * 8 * 4;
    assertArrayEquals(Arrays.copyOf(a, trainingEnd), Arrays.copyOf(b, trainingEnd));
    assertNotEquals(-1, Arrays.mismatch(a, b));
  }

  @Test
  void scaleAndOffsetOfTheScannerDoNotMatter() {
    MiniSubject subject = MiniSubject.copyTo(temporary.resolve("a"));
    MiniSubject scaled = MiniSubject.copyTo(temporary.resolve("b"));
    for (String run : List.of("task-train_run-1", "task-train_run-2")) {
      int volumes = run.endsWith("1") ? 16 : 15;
      scaled.rewriteBold(run, volumes, 0.7, (t, v, value) -> 4 * value + 64);
    }
    subject.prepare();
    scaled.prepare();
    try (Dataset a = Dataset.open(subject.dataset());
        Dataset b = Dataset.open(scaled.dataset())) {
      float[] rowA = new float[8];
      float[] rowB = new float[8];
      for (int r = 0; r < 31; r++) {
        a.readResponse(r, rowA);
        b.readResponse(r, rowB);
        assertArrayEquals(rowA, rowB, 2e-5f);
      }
    }
  }

  /** N-39: an error, unless the steps say that such voxels go. */
  @Test
  void voxelsThatAreNotFiniteAreRefusedOrDroppedWithTheirNumber() {
    MiniSubject subject = subject();
    PreparationSettings mini = MiniSubject.settings();
    int flat;
    try (NiftiSeries series = NiftiSeries.open(subject.func("task-train_run-1_bold.nii.gz"))) {
      float[] first = expected("voxels").row(0);
      flat = series.grid().indexOf((int) first[0], (int) first[1], (int) first[2]);
    }
    subject.rewriteBold(
        "task-train_run-1",
        16,
        0.7,
        (t, v, value) -> t == 3 && v == flat ? Float.POSITIVE_INFINITY : value);
    BadInputException refused = assertThrows(BadInputException.class, subject::prepare);
    assertTrue(refused.getMessage().contains("Infinity in volume 3"), refused.getMessage());
    assertTrue(refused.getMessage().contains("dropnonfinite"), refused.getMessage());
    WholeFolder.deleteTree(RunStore.folderOf(subject.dataset())); // of the other settings
    PreparationSettings dropping =
        new PreparationSettings(
            mini.train(),
            mini.test(),
            mini.columns(),
            mini.frames(),
            mini.samples(),
            RunPipeline.parse("dropnonfinite; " + mini.steps().toText()),
            mini.scaling());
    PreparationReport report = subject.prepare(dropping, Progress.silent());
    assertEquals(2, report.droppedVoxelCount()); // this one, and the one that never varies
    assertTrue(report.warnings().toString().contains("1 voxels with NaN or infinite"));
  }

  @Test
  void whatItWillTakeIsToldBeforeAnyRunIsRead() {
    List<String> stages = new ArrayList<>();
    subject().prepare(MiniSubject.settings(), recording(stages, "never"));
    int estimate = indexOf(stages, "MB of memory");
    assertTrue(estimate >= 0 && estimate < indexOf(stages, "reading 5 runs, 0 of 5 done"));
    assertTrue(indexOf(stages, "reading 5 runs, 4 of 5 done") > 0);
    assertTrue(stages.get(estimate).contains("2 training runs, 3 test runs (2 different)"));
    assertTrue(stages.get(estimate).contains("58 samples of 9 voxels"));
  }

  @Test
  void cancellingAtAnyStageLeavesNothing() throws IOException {
    MiniSubject subject = subject();
    for (String stage :
        List.of(
            "checking", "hashing", "reading test pictures", "reading 5 runs", "writing samples")) {
      assertThrows(
          CancelledException.class,
          () -> subject.prepare(MiniSubject.settings(), recording(new ArrayList<>(), stage)),
          stage);
      assertFalse(Files.exists(subject.dataset()));
      try (Stream<Path> entries = Files.list(subject.folder().getParent())) {
        assertTrue(entries.noneMatch(e -> e.getFileName().toString().startsWith(".tmp")), stage);
      }
    }
    assertEquals(58, subject.prepare().sampleCount());
  }

  /** Notes every stage and is cancelled from the first that begins so. */
  private static Progress recording(List<String> stages, String cancelledAt) {
    return new Progress() {
      private boolean cancelled;

      @Override
      public void report(String stage, long done, long total) {
        stages.add(stage);
        cancelled |= stage.startsWith(cancelledAt);
      }

      @Override
      public boolean isCancelled() {
        return cancelled;
      }
    };
  }

  private static int indexOf(List<String> stages, String part) {
    for (int n = 0; n < stages.size(); n++) {
      if (stages.get(n).contains(part)) return n;
    }
    return -1;
  }
}
