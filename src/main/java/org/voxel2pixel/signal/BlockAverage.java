// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * Each voxel's mean over the volumes of a block, summed in double: a sample of Shen et al. 2019.
 */
public final class BlockAverage {
  private BlockAverage() {}

  /**
   * @param run {@code [volume * voxelCount + voxel]}
   * @param window must fit the run, {@link BlockWindow#fits}
   * @param into {@code [voxel]}, overwritten
   * @throws BadInputException for NaN or an infinity among the block's values
   */
  public static void of(float[] run, int voxelCount, BlockWindow window, float[] into) {
    int volumeCount = RunShape.volumeCount(run, voxelCount);
    if (!window.fits(volumeCount) || into.length != voxelCount) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "window must lie within %d volumes, was %d from volume %d; into must have %d voxels,"
                  + " had %d",
              volumeCount,
              window.volumeCount(),
              window.firstVolume(),
              voxelCount,
              into.length));
    }
    double[] means = RunShape.means(run, voxelCount, window.firstVolume(), window.volumeCount());
    for (int v = 0; v < voxelCount; v++) {
      if (!Double.isFinite(means[v])) {
        String where = "voxel " + v + ", a block from volume " + window.firstVolume();
        throw Finite.notFinite("run", means[v], where);
      }
    }
    for (int v = 0; v < voxelCount; v++) into[v] = (float) means[v];
  }
}
