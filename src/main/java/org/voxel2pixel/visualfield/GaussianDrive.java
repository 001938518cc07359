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
 * over the pixels within {@code reach}. The Gaussian is a product of x and y, so three sums along
 * each row of pixels do for all four. Series lie side by side in time: these loops run in vector
 * instructions. Immutable.
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

  /** Along one axis: distance from the centre, G, its derivative by the centre and by log sigma. */
  private record Axis(int first, double[] px, float[] height, float[] slope, float[] spread) {
    int count() {
      return height.length;
    }

    /** Those within a distance: the first of them. */
    int from(double reach) {
      int from = 0;
      while (from < px.length && px[from] < -reach) from++;
      return from;
    }

    /** Those within a distance: the one after the last. */
    int to(double reach) {
      int to = px.length;
      while (to > 0 && px[to - 1] > reach) to--;
      return to;
    }
  }

  private Axis columns(double x, double sigma, double reach) {
    double[] px = new double[reduction.width];
    for (int n = 0; n < px.length; n++) px[n] = reduction.xPx(n) - x;
    return axis(px, sigma, reach);
  }

  private Axis rows(double y, double sigma, double reach) {
    double[] px = new double[reduction.height];
    for (int n = 0; n < px.length; n++) px[n] = reduction.yPx(n) - y;
    return axis(px, sigma, reach);
  }

  private Axis axis(double[] all, double sigma, double reach) {
    int first = 0;
    while (first < all.length && all[first] < -reach) first++;
    int end = all.length;
    while (end > first && all[end - 1] > reach) end--;
    double[] px = Arrays.copyOfRange(all, first, end);
    float[] height = new float[px.length];
    float[] slope = new float[px.length];
    float[] spread = new float[px.length];
    double peak = lift * Math.sqrt(reduction.areaPx() / (2 * Math.PI)) / sigma;
    for (int n = 0; n < px.length; n++) {
      double place = px[n] / sigma;
      double g = peak * Math.exp(-place * place / 2);
      height[n] = (float) g;
      slope[n] = (float) (g * place / sigma);
      spread[n] = (float) (g * (place * place - 1));
    }
    return new Axis(first, px, height, slope, spread);
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
      double half = Math.sqrt(reach * reach - down.px[v] * down.px[v]);
      int from = across.from(half);
      int to = across.to(half);
      sumRow(down.first + v, across.first, from, to, across.height, row);
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
      double half = Math.sqrt(reach * reach - down.px[v] * down.px[v]);
      int from = across.from(half);
      int to = across.to(half);
      sumRow(down.first + v, across.first, from, to, across.height, row);
      VectorLoops.addScaled(row, down.height[v], columns[0]);
      VectorLoops.addScaled(row, down.slope[v], columns[2]);
      VectorLoops.addScaled(row, down.spread[v], columns[3]);
      sumRow(down.first + v, across.first, from, to, across.slope, row);
      VectorLoops.addScaled(row, down.height[v], columns[1]);
      sumRow(down.first + v, across.first, from, to, across.spread, row);
      VectorLoops.addScaled(row, down.height[v], columns[3]);
    }
  }

  /**
   * Sum over pixels of one row of the screen, overwriting.
   *
   * @param x pixel of the first weight
   * @param from first weight to use
   * @param to the one after the last
   */
  private void sumRow(int y, int x, int from, int to, float[] weights, float[] row) {
    Arrays.fill(row, 0);
    int p = y * reduction.width + x;
    int u = from;
    for (; u + 3 < to; u += 4) {
      VectorLoops.addFour(
          weights, u, series[p + u], series[p + u + 1], series[p + u + 2], series[p + u + 3], row);
    }
    for (; u < to; u++) VectorLoops.addScaled(series[p + u], weights[u], row);
  }
}
