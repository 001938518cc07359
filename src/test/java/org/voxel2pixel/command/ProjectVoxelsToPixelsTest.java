// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.imagej.MacroRunner;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.GaussianProjection;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.InverseProjection;
import org.voxel2pixel.projection.InverseSettings;
import org.voxel2pixel.projection.VoxelProjection;

/** The three projections through the command: which volumes, channels and pixels they show. */
class ProjectVoxelsToPixelsTest {
  private static final double MIN_R2 = 0.02;
  private static final int EXAMPLE = 4;

  @TempDir static Path folder;
  private static TinySubject subject;

  @BeforeAll
  static void prepare() {
    subject = TinySubject.prepared(folder);
  }

  /** Value at a pixel of V2's third lag in the fifth frame, as a macro reads it. */
  private static double shown(String projection, int x, int y) {
    String macro =
        TinySubject.command(
                "Project Voxels To Pixels...",
                "dataset",
                subject.dataset(),
                "split",
                "test",
                "projection",
                projection,
                "minr2",
                MIN_R2)
            + "Stack.getDimensions(w, h, channels, slices, frames);"
            + "Stack.setPosition(8, 1, "
            + (EXAMPLE + 1)
            + ");"
            + "v = getPixel("
            + x
            + ", "
            + y
            + "); close(); return \"\" + channels + \" \" + d2s(v, 9);";
    String[] channelsAndValue = MacroRunner.value(macro).split(" ");
    assertEquals("15", channelsAndValue[0]);
    return Double.parseDouble(channelsAndValue[1]);
  }

  private static float[] image(Dataset dataset, VoxelProjection projection) {
    float[] rfs = new float[projection.layout().valueCount()];
    int row = dataset.examples(Split.TEST)[EXAMPLE];
    float[] response = new float[dataset.voxelCount()];
    for (int lag = 0; lag < dataset.lags().count(); lag++) {
      dataset.readResponse(row + dataset.lags().first() + lag, response);
      projection.project(response, lag, rfs, 0);
    }
    return rfs;
  }

  private static void assertShown(String name, VoxelProjection projection, Dataset dataset) {
    float[] expected = image(dataset, projection);
    int channel = projection.layout().channel(1, 2); // V2, third lag
    int different = 0;
    for (int[] at : new int[][] {{16, 16}, {10, 20}, {21, 9}}) {
      float value = expected[projection.layout().index(at[0], at[1], channel)];
      assertEquals(value, shown(name, at[0], at[1]), 1e-6, name);
      if (value != 0) different++;
    }
    assertTrue(different > 0, "all pixels looked at are empty");
  }

  @Test
  void gaussianAndInverseShowTheVolumesOfTheirSample() {
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      assertShown(
          "gaussian",
          GaussianProjection.of(VoxelPainting.fieldsOf(dataset, MIN_R2), GaussianSettings.mean()),
          dataset);
      assertShown(
          "inverse",
          InverseProjection.of(
              VoxelPainting.fieldsOf(dataset, MIN_R2),
              InverseSettings.standard(),
              Progress.silent()),
          dataset);
    }
  }

  @Test
  void fixedIsTheDefaultAndShowsThePixelsOfTheCentres() {
    try (Dataset dataset = Dataset.open(subject.dataset())) {
      VoxelProjection fixed = FixedRfProjection.of(VoxelPainting.fieldsOf(dataset, MIN_R2));
      float[] expected = image(dataset, fixed);
      int channel = fixed.layout().channel(1, 2);
      int found = 0;
      for (int p = 0; p < fixed.grid().pixelCount() && found < 2; p++) {
        int x = p % fixed.grid().widthPx();
        int y = p / fixed.grid().widthPx();
        float value = expected[fixed.layout().index(x, y, channel)];
        if (value == 0) continue;
        assertEquals(value, shown("fixed", x, y), 1e-6);
        found++;
      }
      assertEquals(2, found);
    }
  }
}
