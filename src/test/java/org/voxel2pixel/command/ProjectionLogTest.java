// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.ProjectionEstimate;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.projection.VoxelProjection;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class ProjectionLogTest {
  private static VoxelProjection twoRegions() {
    Optional<ReceptiveField> left = Optional.of(new ReceptiveField(-5, 3, 1));
    Optional<ReceptiveField> right = Optional.of(new ReceptiveField(5, -3, 1));
    return FixedRfProjection.of(
        new VoxelFields(
            new PixelGrid(6, 4, 12),
            List.of("V1", "V2"),
            List.of("V1", "V1", "V2", "V2"),
            List.of(left, left, left, right),
            3));
  }

  @Test
  void pixelsWithoutAnyVoxelAreCountedForEachRegion() {
    VoxelProjection projection = twoRegions();
    // 24 pixels: both voxels of V1 share one, those of V2 do not
    assertEquals(
        "V1: no voxel reaches 23 of 24 pixels (95.8 %)", ProjectionLog.uncovered(projection, 0));
    assertEquals(
        "V2: no voxel reaches 22 of 24 pixels (91.7 %)", ProjectionLog.uncovered(projection, 1));
  }

  @Test
  void theCostIsCalledAnEstimate() {
    ProjectionEstimate estimate = new ProjectionEstimate(3L << 20, 5L << 20, 40_000_000, 0);
    assertEquals(
        "inverse, estimated for one core: 3.0 MiB, 5.0 MiB while built in about 0.0 s; about 10.0"
            + " ms an image",
        ProjectionLog.cost("inverse", estimate));
  }

  @Test
  void theWholeHyperstackIsToldInPlanesBytesAndTime() {
    int[] rows = new int[119_000];
    RfsImages images = new RfsImages(null, twoRegions(), rows, null);
    // by hand: 119000 samples x 2 regions x 3 lags x 24 pixels x 4 bytes; 10 ms each
    assertEquals(
        "119000 samples of 6 channels, painted when looked at; saved they would be 714,000 planes,"
            + " 68.5 MB, painted in about 20 min (estimated, one core, without the disk)",
        ProjectionLog.whole(images, new ProjectionEstimate(1, 1, 40_000_000, 0)));
  }
}
