// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.Locale;
import org.voxel2pixel.BadInputException;

/** What every step asks of a run, {@code [volume * voxelCount + voxel]}, before it touches it. */
final class RunShape {
  private RunShape() {}

  /** Volumes in a run. */
  static int volumeCount(float[] run, int voxelCount) {
    if (voxelCount < 1 || run.length % voxelCount != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "run must have whole volumes of %d voxels, was %d values",
              voxelCount,
              run.length));
    }
    return run.length / voxelCount;
  }

  /**
   * @param step the operation, for the message
   */
  static void requireVolumes(String step, int volumeCount, int least, String remedy) {
    if (volumeCount >= least) return;
    throw new BadInputException(
        step, "a run of at least " + least + " volumes", volumeCount + " volumes", remedy);
  }

  static void requireFinite(float[] run, int voxelCount) {
    for (int n = 0; n < run.length; n++) {
      if (!Float.isFinite(run[n])) {
        String where = "voxel " + n % voxelCount + ", volume " + n / voxelCount;
        throw Finite.notFinite("run", run[n], where);
      }
    }
  }

  /** Each voxel's mean over some volumes. */
  static double[] means(float[] run, int voxelCount, int firstVolume, int count) {
    double[] means = new double[voxelCount];
    for (int t = firstVolume; t < firstVolume + count; t++) {
      for (int v = 0; v < voxelCount; v++) means[v] += run[t * voxelCount + v];
    }
    for (int v = 0; v < voxelCount; v++) means[v] /= count;
    return means;
  }
}
