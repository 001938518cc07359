// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * The mean over repeats of the same stimuli: {@code average[n] = (1/R) · Σ_r runs[r][n]}, summed in
 * double.
 */
public final class ResponseAverage {
  private ResponseAverage() {}

  /**
   * @param runs R repeats, each {@code [volume * voxelCount + voxel]}, of equal length
   * @return a new array of that length
   * @throws BadInputException if the repeats differ in length or hold NaN or an infinity
   */
  public static float[] of(float[][] runs) {
    if (runs.length == 0) throw new IllegalArgumentException("runs must hold at least 1 run");
    int length = runs[0].length;
    for (int r = 0; r < runs.length; r++) {
      if (runs[r].length != length) {
        throw new BadInputException(
            String.format(Locale.ROOT, "repeat %d of %d", r + 1, runs.length),
            length + " values as in the first",
            runs[r].length + " values",
            "average repeats of the same stimuli with the same voxels only");
      }
      Finite.require(runs[r], "repeat " + (r + 1) + " of " + runs.length);
    }
    float[] average = new float[length];
    for (int n = 0; n < length; n++) {
      double sum = 0;
      for (float[] run : runs) sum += run[n];
      average[n] = (float) (sum / runs.length);
    }
    return average;
  }
}
