// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;

/**
 * Standard scores of a run by its own statistics: {@code z = (x - mean) / SD} with each voxel's
 * mean and SD over the run's volumes, {@code SD² = Σ (x - mean)² / (n - ddof)}. So Brain2Pix (Le et
 * al. 2022) scores each training run; scores by the statistics of other runs are {@link ZScore}.
 *
 * <p>A voxel that does not vary in the run has no score. The rule for it: its values become 0, the
 * mean of all scores, and its index is returned. In Brain2Pix, too, the NaN of 0 / 0 becomes 0. A
 * voxel that is constant in some runs only can stay, saying nothing in those; one that is constant
 * in all of them is the caller's to drop.
 */
public final class RunZScore {
  private RunZScore() {}

  /**
   * Changes a run in place.
   *
   * @param run {@code [volume * voxelCount + voxel]}
   * @param ddof 0 for the population SD (numpy's and scipy's default), 1 for the sample SD
   * @return ascending indices of the voxels that are constant in this run
   * @throws BadInputException if the run is shorter than 2 volumes or holds NaN or an infinity; it
   *     is then unchanged
   */
  public static int[] apply(float[] run, int voxelCount, int ddof) {
    ZScore.requireDdof(ddof);
    int volumeCount = RunShape.volumeCount(run, voxelCount);
    RunShape.requireVolumes("z-score of a run", volumeCount, 2, "leave this run out");
    RunShape.requireFinite(run, voxelCount);
    double[] means = RunShape.means(run, voxelCount, 0, volumeCount);
    double[] sd = new double[voxelCount];
    for (int n = 0; n < run.length; n++) {
      double difference = run[n] - means[n % voxelCount];
      sd[n % voxelCount] += difference * difference;
    }
    for (int v = 0; v < voxelCount; v++) sd[v] = Math.sqrt(sd[v] / (volumeCount - ddof));
    for (int n = 0; n < run.length; n++) {
      int v = n % voxelCount;
      // Sums of equal floats are exact in double, so that a constant has an SD of exactly 0.
      run[n] = sd[v] == 0 ? 0 : (float) ((run[n] - means[v]) / sd[v]);
    }
    return IntStream.range(0, voxelCount).filter(v -> sd[v] == 0).toArray();
  }
}
