// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.synthetic.SyntheticSettings;
import org.voxel2pixel.synthetic.SyntheticSubject;
import org.voxel2pixel.visualfield.PixelGrid;

/** A synthetic subject is prepared as it comes, and its voxels are in the order of the truth. */
class SyntheticPreparationTest {
  @Test
  void theVoxelsAreThoseOfTheTruthInItsOrder(@TempDir Path temporary) {
    Path root = temporary.resolve("bids");
    SyntheticSettings synthetic =
        SyntheticSettings.standard()
            .withScreen(new PixelGrid(24, 24, 12))
            .withTraining(new SyntheticSettings.Runs(2, 30))
            .withTest(new SyntheticSettings.Runs(2, 24))
            .withBrain(new SyntheticSettings.Brain(12, 12, 6, 3, 12, 11, 10));
    SyntheticSubject.generate(synthetic, root, Progress.silent());
    PreparationSettings settings =
        MiniSubject.settings(24, 24, new LagWindow(4, 8), "motion", "train");
    PreparationReport report =
        Preparation.prepare(
            InputCheck.of(
                    new InputSource(
                        root.resolve("sub-01"),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        Optional.empty()),
                    settings,
                    Progress.silent())
                .plan(),
            temporary.resolve("dataset"),
            Fixtures.provenance(),
            2,
            Progress.silent());
    assertEquals(List.of(), report.warnings());
    assertEquals(0, report.droppedVoxelCount());
    try (Dataset set = Dataset.open(temporary.resolve("dataset"))) {
      requireTruth(set, TsvTable.read(root.resolve("sub-01/sub-01_desc-truth_fields.tsv")));
      assertEquals(2 * 30 + 24, set.sampleCount());
      assertEquals(2 * 20 + 14, set.frameCount()); // the last 10 volumes of a run show nothing
      assertEquals(0, set.droppedExamples(Split.TRAIN));
      byte[] frame = new byte[24 * 24 * 3];
      set.readFrame(set.samples().get(35).stimulus(), frame);
      byte[] shown = FrameFile.read(root.resolve("stimuli/train-02/frame-0006.png")).rgb();
      org.junit.jupiter.api.Assertions.assertArrayEquals(shown, frame);
    }
  }

  private static void requireTruth(Dataset set, TsvTable truth) {
    assertEquals(truth.rowCount(), set.voxelCount());
    for (Voxel voxel : set.voxels()) {
      int row = voxel.index();
      assertEquals(truth.integer(row, "index"), row);
      assertEquals(truth.integer(row, "i"), voxel.i());
      assertEquals(truth.integer(row, "j"), voxel.j());
      assertEquals(truth.integer(row, "k"), voxel.k());
      assertEquals(truth.text(row, "roi"), voxel.roi());
    }
  }
}
