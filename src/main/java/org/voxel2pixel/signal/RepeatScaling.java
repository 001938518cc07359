// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

/**
 * Gives the mean over n repeats the noise of a single trial back: {@code x' = x · sqrt(n)}.
 *
 * <p>Shen et al. (2019) train on single trials and test on means, whose noise is {@code sqrt(n)}
 * times smaller; scored by training statistics, they are then multiplied so. Each stimulus has its
 * own n: 24 for a natural image (4.898979; their code writes 4.9), 20 for a shape, 12 for a letter.
 */
public final class RepeatScaling {
  private RepeatScaling() {}

  /**
   * Changes a row in place.
   *
   * @param row {@code [voxel]}, a z-scored mean
   * @param repeats the trials in this row's mean, 1 or more
   */
  public static void apply(float[] row, int repeats) {
    if (repeats < 1) throw new IllegalArgumentException("repeats must be >= 1, was " + repeats);
    double factor = Math.sqrt(repeats);
    for (int v = 0; v < row.length; v++) row[v] = (float) (factor * row[v]);
  }
}
