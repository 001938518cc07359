// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;

/**
 * What a Gaussian sums up of a set of series, one for each working pixel, and how that changes with
 * its place and size. With the Gaussian G of {@link PrfModel} and {@code r_p} the distance of p,
 *
 * <pre>
 *   drive[t] = sum over p of G[p] series[p][t]
 *   dX[t]    = sum of G[p] (x_p - x) / sigma^2 series[p][t]          its derivative by x; dY likewise
 *   dLog[t]  = sum of G[p] (r_p^2 / sigma^2 - 2) series[p][t]        its derivative by log sigma
 * </pre>
 *
 * over the pixels within {@code reach} along each axis. The Gaussian is a product of x and y, so
 * three sums along each row of pixels do for all four. Series lie side by side in time: these loops
 * run in vector instructions. Immutable.
 */
final class GaussianDrive {
  private final AreaReduction reduction;
  private final float[][] series; // [y * width + x][t]
  private final int length;
  private final double lift;

  /**
   * @param lift factor of the heights along either axis, so lift squared of the drive, to keep
   *     tails within the range of float
   */
  GaussianDrive(AreaReduction reduction, float[][] series, double lift) {
    this.reduction = reduction;
    this.series = series;
    this.length = series[0].length;
    this.lift = lift;
  }

  int length() {
    return length;
  }

  /** Along one axis: G, its derivative by the centre and that by log sigma. */
  private record Axis(int first, float[] height, float[] slope, float[] spread) {
    int count() {
      return height.length;
    }
  }

  private Axis columns(double x, double sigma, double reach) {
    double[] place = new double[reduction.width];
    for (int n = 0; n < place.length; n++) place[n] = (reduction.xPx(n) - x) / sigma;
    return axis(place, sigma, reach / sigma);
  }

  private Axis rows(double y, double sigma, double reach) {
    double[] place = new double[reduction.height];
    for (int n = 0; n < place.length; n++) place[n] = (reduction.yPx(n) - y) / sigma;
    return axis(place, sigma, reach / sigma);
  }

  private Axis axis(double[] place, double sigma, double reach) {
    int from = 0;
    while (from < place.length && place[from] < -reach) from++;
    int to = place.length;
    while (to > from && place[to - 1] > reach) to--;
    float[] height = new float[to - from];
    float[] slope = new float[to - from];
    float[] spread = new float[to - from];
    double peak = lift * Math.sqrt(reduction.areaPx() / (2 * Math.PI)) / sigma;
    for (int n = from; n < to; n++) {
      double g = peak * Math.exp(-place[n] * place[n] / 2);
      height[n - from] = (float) g;
      slope[n - from] = (float) (g * place[n] / sigma);
      spread[n - from] = (float) (g * (place[n] * place[n] - 1));
    }
    return new Axis(from, height, slope, spread);
  }

  /**
   * @param drive {@code [t]}, overwritten
   */
  void drive(double x, double y, double sigma, double reach, float[] drive) {
    Axis across = columns(x, sigma, reach);
    Axis down = rows(y, sigma, reach);
    float[] row = new float[length];
    Arrays.fill(drive, 0);
    for (int v = 0; v < down.count(); v++) {
      sumRow(down.first + v, across, across.height, row);
      VectorLoops.addScaled(row, down.height[v], drive);
    }
  }

  /**
   * @param columns {@code [4][t]}, overwritten: drive, dX, dY, dLog
   */
  void derivatives(double x, double y, double sigma, double reach, float[][] columns) {
    Axis across = columns(x, sigma, reach);
    Axis down = rows(y, sigma, reach);
    float[] row = new float[length];
    for (int n = 0; n < 4; n++) Arrays.fill(columns[n], 0);
    for (int v = 0; v < down.count(); v++) {
      sumRow(down.first + v, across, across.height, row);
      VectorLoops.addScaled(row, down.height[v], columns[0]);
      VectorLoops.addScaled(row, down.slope[v], columns[2]);
      VectorLoops.addScaled(row, down.spread[v], columns[3]);
      sumRow(down.first + v, across, across.slope, row);
      VectorLoops.addScaled(row, down.height[v], columns[1]);
      sumRow(down.first + v, across, across.spread, row);
      VectorLoops.addScaled(row, down.height[v], columns[3]);
    }
  }

  /** Sum over the pixels of one row of the screen, overwriting. */
  private void sumRow(int y, Axis across, float[] weights, float[] row) {
    Arrays.fill(row, 0);
    int p = y * reduction.width + across.first;
    int u = 0;
    for (; u + 3 < weights.length; u += 4) {
      VectorLoops.addFour(
          weights, u, series[p + u], series[p + u + 1], series[p + u + 2], series[p + u + 3], row);
    }
    for (; u < weights.length; u++) VectorLoops.addScaled(series[p + u], weights[u], row);
  }
}
