// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/** {@code Σ (a - b)² / n} over all values of two images. */
public final class MeanSquaredError {
  private MeanSquaredError() {}

  /** Of two flat arrays of equal length, at least 1. */
  public static double of(float[] a, float[] b) {
    Pixels.requireLength("b", b, a.length);
    if (a.length == 0) throw new IllegalArgumentException("a must have values, had none");
    double sum = 0;
    for (int v = 0; v < a.length; v++) {
      double difference = (double) a[v] - b[v];
      sum += difference * difference;
    }
    return sum / a.length;
  }
}
