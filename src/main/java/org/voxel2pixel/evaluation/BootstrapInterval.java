// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.Arrays;
import java.util.Random;

/**
 * A 95 % confidence interval of a mean over images, by the percentile bootstrap (Efron 1979): the
 * images are drawn anew with replacement, and the 2.5th and 97.5th percentiles of the means taken,
 * interpolated between neighbours.
 *
 * @param lower 2.5th percentile
 * @param upper 97.5th percentile
 */
public record BootstrapInterval(double lower, double upper) {

  /**
   * @param values one for each image, such as {@link
   *     IdentificationResult#accuracyOfReconstruction}; finite
   * @param drawCount how often to draw; 2000 or more steadies the third digit
   */
  public static BootstrapInterval ofMean(double[] values, int drawCount, long seed) {
    if (values.length == 0) throw new IllegalArgumentException("values must not be empty");
    if (drawCount < 2)
      throw new IllegalArgumentException("drawCount must be >= 2, was " + drawCount);
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("values must be finite, had " + value);
      }
    }
    Random random = new Random(seed);
    double[] means = new double[drawCount];
    for (int draw = 0; draw < drawCount; draw++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
      means[draw] = sum / values.length;
    }
    Arrays.sort(means);
    return new BootstrapInterval(quantile(means, 0.025), quantile(means, 0.975));
  }

  private static double quantile(double[] sorted, double fraction) {
    double position = fraction * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
