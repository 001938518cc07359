// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.MatrixSettings.Normalisation;
import org.voxel2pixel.dataset.MatrixSource.ImageLayout;
import org.voxel2pixel.dataset.MatrixSource.PixelOrder;
import org.voxel2pixel.dataset.MatrixSource.TrialAxis;
import org.voxel2pixel.dataset.MatrixSource.Trials;
import org.voxel2pixel.dataset.MatrixSource.ValueRange;
import org.voxel2pixel.dataset.MatrixSource.Variables;
import org.voxel2pixel.stimulus.FrameResize;

/** Two voxels, four trials of 2 x 1 pixels, a column a trial; no trials to test by. */
class MatrixTrialLayoutTest {
  private static final ImageLayout PIXELS =
      new ImageLayout(2, 1, PixelOrder.COLUMN_MAJOR, ValueRange.BYTE);

  @TempDir Path temporary;

  @BeforeEach
  void writeMatrices() throws IOException {
    Files.writeString(temporary.resolve("r.csv"), "1,5,3,4\n50,60,70,90\n");
    Files.writeString(temporary.resolve("i.csv"), "0,255,0,9\n10,20,10,40\n");
    Files.writeString(temporary.resolve("k.csv"), "6,9,9,6\n");
    Files.writeString(temporary.resolve("half.csv"), "6,9,9.5,6\n");
  }

  @Test
  void columnsAreTrialsAndSuccessiveOnesShareARun() {
    prepare("k", 2);
    try (Dataset set = Dataset.open(temporary.resolve("dataset"))) {
      float[] response = new float[2];
      set.readResponse(2, response);
      assertArrayEquals(new float[] {3, 70}, response);
      byte[] rgb = new byte[6];
      set.readFrame(set.samples().get(3).stimulus(), rgb);
      assertArrayEquals(new byte[] {9, 9, 9, 40, 40, 40}, rgb);
      List<Sample> samples = set.samples();
      assertEquals(List.of("6", "9", "9", "6"), samples.stream().map(Sample::trialType).toList());
      assertEquals(
          List.of("train-1", "train-1", "train-2", "train-2"),
          samples.stream().map(Sample::run).toList());
      assertEquals(2.5, samples.get(1).onsetSec());
      assertEquals(0, set.examples(Split.TEST).length);
      assertEquals(4, set.examples(Split.TRAIN).length);
    }
  }

  @Test
  void aRunThatLacksTrialsIsRefused() {
    assertRefused(() -> prepare("k", 3), "r", "whole runs of 3 trials", "4 trials");
  }

  @Test
  void kindsAreOneWholeNumberATrial() {
    assertRefused(() -> prepare("half", 1), "half", "whole numbers", "9.5");
    assertRefused(() -> prepare("i", 1), "4 numbers, one a trial", "[2, 4]");
  }

  private void prepare(String kinds, int perRun) {
    MatrixSource source =
        new MatrixSource(
            temporary,
            new Variables("r", "i", Optional.of(kinds)),
            Optional.empty(),
            Optional.empty(),
            PIXELS,
            new Trials(TrialAxis.COLUMNS, perRun));
    MatrixSettings settings =
        new MatrixSettings(2, 1, FrameResize.SQUASH, 10, 2.5, Normalisation.NONE);
    MatrixPreparation.prepare(
        source, settings, temporary.resolve("dataset"), Fixtures.provenance(), Progress.silent());
  }
}
