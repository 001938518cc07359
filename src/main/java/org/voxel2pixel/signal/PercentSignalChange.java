// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.Locale;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;

/**
 * A run's values in percent of each voxel's baseline: with m the mean over the baseline volumes,
 *
 * <pre>
 *   x' = 100 · (x - m) / m
 * </pre>
 *
 * Shen et al. (2019) normalise each run to its first 24 s of rest. The run must still have its
 * mean: after {@link NuisanceRegression}, {@link NuisanceRegression.Mean#KEPT}.
 *
 * <p>A voxel has no percentages where {@code m <= 1e-6 · max |x|} over its run: a mean near 0 would
 * make any noise immense, and a negative one would turn the signal's sign. Its values become 0 and
 * its index is returned, for the caller to drop it; bdpy, too, makes 0 of a division by 0, but says
 * nothing, and divides by small and by negative means.
 */
public final class PercentSignalChange {
  private static final String STEP = "percent signal change";
  private static final double LEAST_MEAN = 1e-6; // of the voxel's largest absolute value

  private PercentSignalChange() {}

  /**
   * Changes a run in place, relative to a part of it.
   *
   * @param run {@code [volume * voxelCount + voxel]}
   * @param firstVolume first of the baseline
   * @param baselineVolumes how many follow each other from there, 1 or more
   * @return ascending indices of the voxels without a usable baseline
   * @throws BadInputException if the run is shorter than 2 volumes, ends before its baseline does,
   *     or holds NaN or an infinity; it is then unchanged
   */
  public static int[] apply(float[] run, int voxelCount, int firstVolume, int baselineVolumes) {
    if (firstVolume < 0 || baselineVolumes < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "firstVolume must be >= 0, was %d; baselineVolumes >= 1, was %d",
              firstVolume,
              baselineVolumes));
    }
    int volumeCount = RunShape.volumeCount(run, voxelCount);
    RunShape.requireVolumes(STEP, volumeCount, 2, "leave this run out");
    if ((long) firstVolume + baselineVolumes > volumeCount) {
      throw new BadInputException(
          STEP,
          baselineVolumes + " volumes of baseline from volume " + firstVolume,
          "a run of " + volumeCount + " volumes",
          "shorten the baseline, or take the mean of the whole run");
    }
    RunShape.requireFinite(run, voxelCount);
    double[] means = RunShape.means(run, voxelCount, firstVolume, baselineVolumes);
    boolean[] usable = usable(run, means);
    for (int n = 0; n < run.length; n++) {
      int v = n % voxelCount;
      run[n] = usable[v] ? (float) (100 * (run[n] - means[v]) / means[v]) : 0;
    }
    return IntStream.range(0, voxelCount).filter(v -> !usable[v]).toArray();
  }

  /**
   * As {@link #apply}, relative to the mean over the whole run: for runs that do not begin with a
   * rest.
   */
  public static int[] ofRunMean(float[] run, int voxelCount) {
    int volumeCount = RunShape.volumeCount(run, voxelCount);
    RunShape.requireVolumes(STEP, volumeCount, 2, "leave this run out");
    return apply(run, voxelCount, 0, volumeCount);
  }

  private static boolean[] usable(float[] run, double[] means) {
    double[] largest = new double[means.length];
    for (int n = 0; n < run.length; n++) {
      int v = n % means.length;
      largest[v] = Math.max(largest[v], Math.abs(run[n]));
    }
    boolean[] usable = new boolean[means.length];
    for (int v = 0; v < means.length; v++) usable[v] = means[v] > LEAST_MEAN * largest[v];
    return usable;
  }
}
