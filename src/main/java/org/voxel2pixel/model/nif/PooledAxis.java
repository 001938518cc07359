// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

/**
 * Where the pixels of a pooled layer lie along one axis of the input.
 *
 * <p>Convolutions with SAME padding and odd kernels leave positions alone. Average pooling over
 * pairs puts pixel {@code i} midway between pixels {@code 2i} and {@code 2i + 1} of the layer
 * before, so that after n poolings its centre is at {@code 2^n i + (2^n - 1) / 2} input pixels. Of
 * an odd number of pixels the last stands alone: the position is that of what it averages.
 */
final class PooledAxis {
  private final double[] centrePx;
  private final double stepPx;

  private PooledAxis(double[] centrePx, double stepPx) {
    this.centrePx = centrePx;
    this.stepPx = stepPx;
  }

  /**
   * @param inputPx pixels of the input along this axis
   * @param poolings how many times pairs were averaged
   */
  static PooledAxis of(int inputPx, int poolings) {
    double[] centres = new double[inputPx];
    for (int i = 0; i < inputPx; i++) centres[i] = i;
    double step = 1;
    for (int p = 0; p < poolings; p++, step *= 2) {
      double[] pooled = new double[(centres.length + 1) / 2];
      for (int i = 0; i < pooled.length; i++) {
        double second = centres[Math.min(2 * i + 1, centres.length - 1)];
        pooled[i] = (centres[2 * i] + second) / 2;
      }
      centres = pooled;
    }
    return new PooledAxis(centres, step);
  }

  int length() {
    return centrePx.length;
  }

  /** Centre of a pooled pixel, in input pixels from the centre of the first. */
  double centrePx(int i) {
    return centrePx[i];
  }

  /** Variance of the position within one pooled pixel, that of a box, in input pixels squared. */
  double varianceWithinPx2() {
    return stepPx * stepPx / 12;
  }
}
