// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * 6,000 voxels of three areas on 96 x 96 pixels: a dense operator, a float for each voxel and
 * pixel, would be 221 MB, and Brain2Pix's maps multiplied for a batch of 64 some 15 GB.
 */
class OperatorMemoryTest {
  private static final int VOXELS = 6000;
  private static final long DENSE = 4L * VOXELS * 96 * 96;

  /** Evenly over log eccentricity, sigma growing with it, as in bench/projection. */
  private static VoxelFields fields() {
    double[][] slopeAndIntercept = {{0.08, 0.30}, {0.11, 0.40}, {0.15, 0.50}};
    Random random = new Random(1);
    List<String> rois = new ArrayList<>();
    List<Optional<ReceptiveField>> fields = new ArrayList<>();
    while (fields.size() < VOXELS) {
      double r = 0.3 * Math.pow(14 / 0.3, random.nextDouble());
      double angle = 2 * Math.PI * random.nextDouble();
      double x = r * Math.cos(angle);
      double y = r * Math.sin(angle);
      if (Math.max(Math.abs(x), Math.abs(y)) >= 10) continue;
      int area = fields.size() / 2000;
      rois.add("V" + (area + 1));
      double sigma = slopeAndIntercept[area][0] * r + slopeAndIntercept[area][1];
      fields.add(Optional.of(new ReceptiveField(x, y, sigma)));
    }
    return new VoxelFields(new PixelGrid(96, 96, 20), List.of("V1", "V2", "V3"), rois, fields, 5);
  }

  @Test
  void noProjectionMakesADenseOperatorAndEachSaysBeforeWhatItKeeps() {
    VoxelFields fields = fields();
    FixedRfProjection fixed = FixedRfProjection.of(fields);
    assertTrue(fixed.bytes() < DENSE / 1000, fixed.bytes() + " bytes");
    assertEquals(fixed.bytes(), FixedRfProjection.estimate(fields).keptBytes());
    GaussianProjection gaussian = GaussianProjection.of(fields, GaussianSettings.mean());
    assertTrue(gaussian.bytes() < DENSE / 10, gaussian.bytes() + " bytes");
    InverseSettings settings = InverseSettings.standard();
    InverseProjection inverse = InverseProjection.of(fields, settings, Progress.silent());
    assertTrue(inverse.bytes() < DENSE / 3, inverse.bytes() + " bytes");
    ProjectionEstimate estimate = InverseProjection.estimate(fields, settings);
    assertTrue(estimate.peakBytes() < DENSE / 2, estimate.peakBytes() + " bytes");
  }

  @Test
  void theEstimateOfPaintingCentresHoldsItsEntriesWhileTheyAreSorted() {
    ProjectionEstimate estimate = FixedRfProjection.estimate(fields());
    assertTrue(estimate.peakBytes() > estimate.keptBytes() + 24L * VOXELS);
    // 0.25 ns for half of 138,240 values and 4 x 30,000 additions
    assertEquals((69_120 + 120_000) * 0.25e-6, estimate.msPerSample(), 1e-9);
    assertTrue(estimate.summary().endsWith("about 0.047 ms an image"), estimate.summary());
  }
}
