// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * The weighted mean under a square separable window, at each position where it lies inside a plane.
 *
 * @param weights along one axis, sum 1
 * @param width of the planes, pixels
 * @param height of the planes, pixels
 */
record WindowMean(double[] weights, int width, int height) {

  /**
   * From {@code plane[y * width + x]} to means {@code [y * (width - size + 1) + x]} of {@code
   * height - size + 1} rows. Weight by weight, so that the inner loops run along rows.
   */
  double[] of(double[] plane) {
    int outWidth = width - weights.length + 1;
    int outHeight = height - weights.length + 1;
    double[] alongRows = new double[height * outWidth];
    for (int y = 0; y < height; y++) {
      for (int t = 0; t < weights.length; t++) {
        addScaled(weights[t], plane, y * width + t, alongRows, y * outWidth, outWidth);
      }
    }
    double[] means = new double[outHeight * outWidth];
    for (int y = 0; y < outHeight; y++) {
      for (int t = 0; t < weights.length; t++) {
        addScaled(weights[t], alongRows, (y + t) * outWidth, means, y * outWidth, outWidth);
      }
    }
    return means;
  }

  private static void addScaled(
      double weight, double[] from, int fromStart, double[] to, int toStart, int count) {
    for (int x = 0; x < count; x++) to[toStart + x] += weight * from[fromStart + x];
  }
}
