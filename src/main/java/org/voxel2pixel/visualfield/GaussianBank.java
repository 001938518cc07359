// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;
import java.util.List;

/**
 * The candidate fields: an isotropic Gaussian of each size on the centre of each working pixel,
 *
 * <pre>
 *   G[p] = exp(-((x_p - xPx)^2 + (y_p - yPx)^2) / (2 sigmaPx^2)),
 * </pre>
 *
 * 0 where either distance exceeds 5 sigma. Positions and sizes are in pixels of the screen's grid,
 * which are square even where working pixels are not quite. Heights are 1: correlation does not see
 * them. Immutable.
 */
final class GaussianBank {
  private static final double REACH_SIGMAS = 5;

  final int width; // working pixels
  final int height;
  private final double[] xPx; // [working x]
  private final double[] yPx; // [working y]
  private final double[] sigmasPx; // ascending
  private final double[][] across; // [size][pixel x * width + centre x]
  private final double[][] down; // [size][centre y * height + pixel y]

  /** A Gaussian of the screen's pixels. */
  record Gaussian(double xPx, double yPx, double sigmaPx) {}

  GaussianBank(AreaReduction reduction, List<Double> sigmas) {
    width = reduction.width;
    height = reduction.height;
    xPx = new double[width];
    yPx = new double[height];
    for (int x = 0; x < width; x++) xPx[x] = reduction.xPx(x);
    for (int y = 0; y < height; y++) yPx[y] = reduction.yPx(y);
    sigmasPx = sigmas.stream().mapToDouble(s -> s * reduction.stepPx()).toArray();
    across = new double[sigmasPx.length][width * width];
    down = new double[sigmasPx.length][height * height];
    for (int size = 0; size < sigmasPx.length; size++) {
      for (int p = 0; p < width; p++) {
        for (int c = 0; c < width; c++) {
          across[size][p * width + c] = height(xPx[p] - xPx[c], sigmasPx[size]);
        }
      }
      for (int c = 0; c < height; c++) {
        for (int p = 0; p < height; p++) {
          down[size][c * height + p] = height(yPx[p] - yPx[c], sigmasPx[size]);
        }
      }
    }
  }

  private static double height(double distance, double sigma) {
    if (Math.abs(distance) > REACH_SIGMAS * sigma) return 0;
    return Math.exp(-distance * distance / (2 * sigma * sigma));
  }

  int sizeCount() {
    return sigmasPx.length;
  }

  int pixelCount() {
    return width * height;
  }

  /** Candidates, indexed {@code [size * pixelCount + centre y * width + centre x]}. */
  int candidateCount() {
    return sizeCount() * pixelCount();
  }

  /**
   * What each candidate of one size sums up of a map: {@code drive[c] = sum over p of G_c[p] *
   * map[p]}, in two passes since the Gaussian is a product of x and y.
   *
   * @param map {@code [y * width + x]}
   * @param drives {@code [from + centre y * width + centre x]}, overwritten
   */
  void drives(double[] map, int size, double[] drives, int from) {
    double[] rows = new double[height * width]; // [pixel y * width + centre x]
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        addScaled(map[y * width + x], across[size], x * width, rows, y * width);
      }
    }
    Arrays.fill(drives, from, from + pixelCount(), 0);
    for (int c = 0; c < height; c++) {
      for (int y = 0; y < height; y++) {
        double g = down[size][c * height + y];
        if (g != 0) addScaled(g, rows, y * width, drives, from + c * width);
      }
    }
  }

  private void addScaled(double factor, double[] source, int from, double[] target, int to) {
    for (int x = 0; x < width; x++) target[to + x] += factor * source[from + x];
  }

  /** Height of a candidate of the bank at pixel {@code p}. */
  double height(int size, int centre, int p) {
    return across[size][(p % width) * width + centre % width]
        * down[size][(centre / width) * height + p / width];
  }

  Gaussian candidate(int candidate) {
    int centre = candidate % pixelCount();
    return new Gaussian(
        xPx[centre % width], yPx[centre / width], sigmasPx[candidate / pixelCount()]);
  }

  /** Heights of any Gaussian, {@code [y * width + x]}. */
  double[] heights(Gaussian gaussian) {
    double[] heights = new double[pixelCount()];
    for (int y = 0; y < height; y++) {
      double g = height(yPx[y] - gaussian.yPx, gaussian.sigmaPx);
      if (g == 0) continue;
      for (int x = 0; x < width; x++) {
        heights[y * width + x] = g * height(xPx[x] - gaussian.xPx, gaussian.sigmaPx);
      }
    }
    return heights;
  }

  /**
   * Where the score peaks between the candidates: a parabola through the best one and its two
   * neighbours in x, in y and in the logarithm of size; on a border that direction stays as it is.
   *
   * @param scores {@code [candidate]}
   * @param best the highest of them
   */
  Gaussian between(double[] scores, int best) {
    int size = best / pixelCount();
    int x = best % width;
    int y = best % pixelCount() / width;
    double dx = peak(scores, best, 1, x, width);
    double dy = peak(scores, best, width, y, height);
    double ds = peak(scores, best, pixelCount(), size, sizeCount());
    double stepX = width > 1 ? xPx[1] - xPx[0] : 0;
    double stepY = height > 1 ? yPx[1] - yPx[0] : 0;
    int towards = ds == 0 ? size : ds < 0 ? size - 1 : size + 1;
    double ratio = sigmasPx[towards] / sigmasPx[size];
    return new Gaussian(
        xPx[x] + dx * stepX, yPx[y] + dy * stepY, sigmasPx[size] * Math.pow(ratio, Math.abs(ds)));
  }

  /** Vertex of the parabola through three scores, -0.5 to 0.5 steps from the middle one. */
  private static double peak(double[] scores, int best, int stride, int place, int count) {
    if (place == 0 || place == count - 1) return 0;
    double before = scores[best - stride];
    double after = scores[best + stride];
    double bend = before - 2 * scores[best] + after;
    return bend < 0 ? 0.5 * (before - after) / bend : 0;
  }
}
