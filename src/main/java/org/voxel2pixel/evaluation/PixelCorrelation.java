// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * Pearson's correlation of two images over all their values, colours included ("PixCorr").
 *
 * <pre>
 *   r = Σ (a - mean a) (b - mean b) / sqrt(Σ (a - mean a)² · Σ (b - mean b)²)
 * </pre>
 *
 * Height x width x channels are flattened into one vector, as by Shen et al. 2019 (Front. Comput.
 * Neurosci. 13:21). A constant image has no correlation: the answer is NaN, never 0.
 */
public final class PixelCorrelation {
  private PixelCorrelation() {}

  /** r of two flat arrays of equal length, -1..1, NaN when either is constant. */
  public static double of(float[] a, float[] b) {
    Pixels.requireLength("b", b, a.length);
    if (a.length == 0) throw new IllegalArgumentException("a must have values, had none");
    if (Pixels.isConstant(a) || Pixels.isConstant(b)) return Double.NaN;
    double meanA = Pixels.mean(a);
    double meanB = Pixels.mean(b);
    double sum = 0;
    for (int v = 0; v < a.length; v++) sum += (a[v] - meanA) * (b[v] - meanB);
    double r = sum / (Pixels.normAround(meanA, a) * Pixels.normAround(meanB, b));
    return Math.max(-1, Math.min(1, r));
  }
}
