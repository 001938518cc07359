// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.DatasetDescription;
import org.voxel2pixel.dataset.DatasetWriter;
import org.voxel2pixel.dataset.PipelineStep;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.Voxel;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.signal.LagWindow;

/** Responses of row r, voxel v: {@code 10 r + v}; pixels of frame f: {@code 40 f + position}. */
class VoxelExamplesTest {
  private static final int PX = 9;

  @TempDir private Path folder;

  /** How the responses of a dataset were normalised. */
  private enum Prepared {
    /** As the preset shen2019: scored by training, test means multiplied. */
    SCORED_AND_MULTIPLIED,
    /** As the preset standard. */
    SCORED,
    /** Each run by itself, or not at all. */
    OTHERWISE
  }

  @Test
  void aBlocksInputIsItsVoxelVectorAndItsTargetItsFrame() {
    try (Dataset dataset = dataset(new LagWindow(0, 0), Prepared.SCORED)) {
      VoxelExamples examples = VoxelExamples.of(dataset, settings(), Split.TRAIN);
      assertEquals(4, examples.count());
      assertEquals(3, examples.inputLength());
      assertEquals(PX * PX * 3, examples.targetLength());
      float[] input = new float[5];
      examples.readInput(2, input, 1);
      assertArrayEquals(new float[] {0, 20, 21, 22, 0}, input);
      float[] target = new float[1 + PX * PX * 3];
      examples.readTarget(2, target, 1);
      for (int n = 0; n < PX * PX * 3; n++) {
        assertEquals((2 * 40 + n) % 256 / 255f, target[1 + n], "position " + n);
      }
      assertEquals(2, examples.row(2));
    }
  }

  @Test
  void lagsFollowEachOtherAndStayInTheirRun() {
    try (Dataset dataset = dataset(new LagWindow(1, 2), Prepared.SCORED)) {
      VoxelExamples examples = VoxelExamples.of(dataset, settings(), Split.TRAIN);
      assertEquals(2, examples.count(), "rows 0 and 1 of 4 have both lags");
      float[] input = new float[examples.inputLength()];
      examples.readInput(1, input, 0);
      assertArrayEquals(new float[] {20, 21, 22, 30, 31, 32}, input);
    }
  }

  /** The mean of 9 repeats is multiplied by 3 once: by Prepare or, if it has not, here. */
  @ParameterizedTest
  @EnumSource(Prepared.class)
  void aTestMeanIsMultipliedByTheRootOfItsRepeatsOnce(Prepared prepared) {
    try (Dataset dataset = dataset(new LagWindow(0, 0), prepared)) {
      VoxelExamples test = VoxelExamples.of(dataset, settings(), Split.TEST);
      float[] input = new float[3];
      test.readInput(0, input, 0);
      int factor = prepared == Prepared.SCORED ? 3 : 1;
      assertArrayEquals(new float[] {40 * factor, 41 * factor, 42 * factor}, input);
    }
  }

  @Test
  void framesOfAnotherSizeAreRefusedWithBothSizes() {
    try (Dataset dataset = dataset(new LagWindow(0, 0), Prepared.SCORED)) {
      BadInputException refused =
          assertThrows(
              BadInputException.class,
              () -> VoxelExamples.of(dataset, ShenSettings.named("quick"), Split.TRAIN));
      assertTrue(refused.getMessage().contains("64 x 64"), refused.getMessage());
      assertTrue(refused.getMessage().contains("9 x 9"), refused.getMessage());
    }
  }

  /** 9 to 6: the crop starts at floor(3 / 2) = 1; of 248 to 227 at 10. */
  @Test
  void theCentreCropIsWhatAReconstructionIsComparedWith() {
    try (Dataset dataset = dataset(new LagWindow(0, 0), Prepared.SCORED)) {
      VoxelExamples whole = VoxelExamples.of(dataset, settings(), Split.TRAIN);
      ExampleSource cropped = CentreCropped.of(whole, settings());
      assertEquals(6 * 6 * 3, cropped.targetLength());
      assertEquals(3, cropped.inputLength());
      assertEquals(4, cropped.count());
      float[] target = new float[6 * 6 * 3];
      cropped.readTarget(1, target, 0);
      for (int y = 0; y < 6; y++) {
        for (int n = 0; n < 18; n++) {
          int position = ((y + 1) * PX + 1) * 3 + n;
          assertEquals((40 + position) % 256 / 255f, target[y * 18 + n], y + ", " + n);
        }
      }
    }
  }

  private static ShenSettings settings() {
    return SettingsJson.override(
        ShenSettings.named("quick"),
        SettingsJson.parsePairs(
            "imagePx=9 cropPx=6 denseWidths=[9] firstMapPx=3 generatorFilters=[3]"
                + " generatorStrides=[2] discriminatorFilters=[4] discriminatorKernels=[3]"
                + " discriminatorStrides=[1] discriminatorCoefficients=[1]"));
  }

  private Dataset dataset(LagWindow lags, Prepared prepared) {
    Path target = folder.resolve("dataset");
    DatasetWriter.write(
        target,
        new DatasetDescription(2, 12, PX, PX, lags),
        new Provenance("1.2.3", "Test", Map.of(), 7, Map.of(), "here"),
        writer -> fill(writer, prepared));
    return Dataset.open(target);
  }

  private static void fill(DatasetWriter writer, Prepared prepared) throws IOException {
    for (int f = 0; f < 5; f++) {
      byte[] rgb = new byte[PX * PX * 3];
      for (int n = 0; n < rgb.length; n++) rgb[n] = (byte) (40 * f + n);
      writer.addFrame(f < 4 ? Split.TRAIN : Split.TEST, "frame-" + f + ".png", rgb);
    }
    writer.setVoxels(
        List.of(
            new Voxel(0, 1, 1, 1, "V1", Optional.empty()),
            new Voxel(1, 1, 1, 2, "V1", Optional.empty()),
            new Voxel(2, 1, 1, 3, "V4", Optional.empty())));
    for (int row = 0; row < 5; row++) {
      boolean train = row < 4;
      writer.addSample(
          new Sample(
              row,
              train ? Split.TRAIN : Split.TEST,
              train ? "run-1" : "run-2",
              8 * row,
              row,
              train ? 1 : 9),
          new float[] {10 * row, 10 * row + 1, 10 * row + 2});
    }
    if (prepared != Prepared.OTHERWISE) writer.setZScore(new double[3], new double[] {1, 1, 1});
    if (prepared == Prepared.SCORED_AND_MULTIPLIED) {
      writer.addStep(new PipelineStep(PipelineStep.TIMES_SQRT_REPEATS, Map.of()));
    }
  }
}
