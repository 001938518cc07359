// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/**
 * Slow drifts of a run: for each voxel {@code sum_m c_m cos(pi m (n + 1/2) / N)}, {@code c_m}
 * normal, over the cosines with periods of at least 120 s (one at least), which any common
 * detrending removes.
 */
final class SlowDrift {
  private static final double SHORTEST_PERIOD_SEC = 120;

  private final double[][] cosines; // [m - 1][volume]
  private final float[][] amplitudes; // [voxel][m - 1]

  /**
   * @param standardDeviations {@code [voxel]}, of the whole drift
   */
  SlowDrift(int volumeCount, double trSec, float[] standardDeviations, RandomGenerator random) {
    int count = Math.max(1, (int) Math.floor(2 * volumeCount * trSec / SHORTEST_PERIOD_SEC));
    this.cosines = new double[count][volumeCount];
    for (int m = 1; m <= count; m++) {
      for (int n = 0; n < volumeCount; n++) {
        cosines[m - 1][n] = Math.cos(Math.PI * m * (n + 0.5) / volumeCount);
      }
    }
    double each = Math.sqrt(2.0 / count); // a cosine's variance is one half
    this.amplitudes = new float[standardDeviations.length][count];
    for (int v = 0; v < amplitudes.length; v++) {
      for (int m = 0; m < count; m++) {
        amplitudes[v][m] = (float) (standardDeviations[v] * each * random.nextGaussian());
      }
    }
  }

  double at(int voxel, int volume) {
    double sum = 0;
    for (int m = 0; m < cosines.length; m++) sum += amplitudes[voxel][m] * cosines[m][volume];
    return sum;
  }
}
