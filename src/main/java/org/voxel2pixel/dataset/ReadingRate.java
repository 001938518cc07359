// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import org.voxel2pixel.nifti.NiftiSeries;

/**
 * How fast a run is read here, inflated and scaled, by its first volumes.
 *
 * @param voxelsPerSec of one thread
 */
record ReadingRate(double voxelsPerSec) {
  private static final long ENOUGH_NANOS = 300_000_000L;
  private static final int MOST_VOLUMES = 32;

  /**
   * Reads a few volumes, for a third of a second at most.
   *
   * @throws org.voxel2pixel.BadInputException if they are damaged
   */
  static ReadingRate of(Path bold) {
    long start = System.nanoTime();
    long passed = 1;
    long voxels = 0;
    try (NiftiSeries series = NiftiSeries.open(bold)) {
      float[] volume = new float[series.grid().voxelCount()];
      for (int t = 0; t < MOST_VOLUMES && passed < ENOUGH_NANOS; t++) {
        if (!series.readNext(volume)) break;
        voxels += volume.length;
        passed = System.nanoTime() - start;
      }
    }
    return new ReadingRate(Math.max(1, voxels) * 1e9 / passed);
  }
}
