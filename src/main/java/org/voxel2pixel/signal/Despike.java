// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * Clips a voxel's outliers within a run: with its mean and population standard deviation (divided
 * by n) over the run's volumes,
 *
 * <pre>
 *   x' = min(mean + limitSd · SD, max(mean - limitSd · SD, x))
 * </pre>
 *
 * Shen et al. (2019) "reduced values beyond ± 3 SD" of each run; clipping once is our reading.
 * Clipped values make the SD smaller, so that some lie outside again: further rounds take mean and
 * SD anew, until nothing is outside or the rounds are used up.
 *
 * <p>KamitaniLab/bdpy (reduce_outlier, by its source) clips in the same way, over the samples of a
 * group, but always for its {@code n_iter} rounds, 10 if not told otherwise, and prints what the
 * last round clipped; optionally it clips at fixed values after that.
 *
 * <p>A voxel that never varies stays as it is. No value of n can be more than {@code sqrt(n - 1)}
 * SD from their mean, so that runs of up to {@code limitSd² + 1} volumes, 10 at 3 SD, never change.
 */
public final class Despike {
  private Despike() {}

  /**
   * Changes a run in place.
   *
   * @param run {@code [volume * voxelCount + voxel]}
   * @param limitSd greater than 0; 3 in Shen et al. (2019)
   * @param maxIterations rounds at most, 1 or more
   * @return how many of the run's values were clipped, each counted once
   * @throws BadInputException if the run is shorter than 2 volumes or holds NaN or an infinity; it
   *     is then unchanged
   */
  public static long apply(float[] run, int voxelCount, double limitSd, int maxIterations) {
    if (!(limitSd > 0) || Double.isInfinite(limitSd) || maxIterations < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "limitSd must be finite and > 0, was %s; maxIterations >= 1, was %d",
              limitSd,
              maxIterations));
    }
    int volumeCount = RunShape.volumeCount(run, voxelCount);
    RunShape.requireVolumes("despiking", volumeCount, 2, "leave this run out");
    RunShape.requireFinite(run, voxelCount);
    double[] series = new double[volumeCount];
    boolean[] clipped = new boolean[volumeCount];
    long count = 0;
    for (int v = 0; v < voxelCount; v++) {
      for (int t = 0; t < volumeCount; t++) {
        series[t] = run[t * voxelCount + v];
        clipped[t] = false;
      }
      int round = 0;
      while (round < maxIterations && clip(series, limitSd, clipped)) round++;
      for (int t = 0; t < volumeCount; t++) {
        if (!clipped[t]) continue;
        run[t * voxelCount + v] = (float) series[t];
        count++;
      }
    }
    return count;
  }

  /** One round. Answers whether it changed anything. */
  private static boolean clip(double[] series, double limitSd, boolean[] clipped) {
    double sum = 0;
    for (double value : series) sum += value;
    double mean = sum / series.length;
    double squares = 0;
    for (double value : series) squares += (value - mean) * (value - mean);
    double reach = limitSd * Math.sqrt(squares / series.length);
    if (reach == 0) return false;
    boolean changed = false;
    for (int t = 0; t < series.length; t++) {
      double inside = Math.min(mean + reach, Math.max(mean - reach, series[t]));
      if (inside == series[t]) continue;
      series[t] = inside;
      clipped[t] = true;
      changed = true;
    }
    return changed;
  }
}
