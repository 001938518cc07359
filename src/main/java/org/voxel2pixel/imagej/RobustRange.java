// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import java.util.Arrays;
import org.voxel2pixel.imagej.FloatHyperstack.DisplayRange;

/** The range in which most values of a volume lie, for its display. */
public final class RobustRange {
  private static final double LOW = 0.02;
  private static final double HIGH = 0.98;

  /** Of larger volumes every nth value counts, so that at most twice as many are sorted. */
  private static final int ENOUGH_VALUES = 1 << 20;

  private RobustRange() {}

  /**
   * From the 2nd to the 98th percentile (nearest rank) of the finite values; from the least to the
   * greatest where these are equal, as in a small mask; 0 to 1 where no value is finite.
   */
  public static DisplayRange of(float[] values) {
    float[] sorted = finiteSample(values);
    Arrays.sort(sorted);
    if (sorted.length == 0) return new DisplayRange(0, 1);
    float low = sorted[rank(LOW, sorted.length)];
    float high = sorted[rank(HIGH, sorted.length)];
    if (high > low) return new DisplayRange(low, high);
    low = sorted[0];
    high = sorted[sorted.length - 1];
    return high > low ? new DisplayRange(low, high) : new DisplayRange(low, Math.nextUp(low) + 1);
  }

  private static int rank(double share, int count) {
    return (int) Math.round(share * (count - 1));
  }

  private static float[] finiteSample(float[] values) {
    int step = Math.max(1, values.length / ENOUGH_VALUES);
    float[] sample = new float[(values.length - 1) / step + 1];
    int count = 0;
    for (int n = 0; n < values.length; n += step) {
      if (Float.isFinite(values[n])) sample[count++] = values[n];
    }
    return Arrays.copyOf(sample, count);
  }
}
