// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * Averages an image over areas until neither side exceeds a limit; the identity where it does not.
 *
 * <p>Working pixel {@code j} of {@code m} covers the pixels from {@code j * n / m} to {@code (j +
 * 1) * n / m} of {@code n}, those at its ends in part, so that the working pixels tile the screen
 * evenly for any {@code n}; its centre lies at {@code (j + 0.5) * n / m - 0.5} pixels.
 */
public final class AreaReduction {
  private final int widthPx;
  private final int heightPx;
  public final int width; // working pixels
  public final int height;

  /**
   * @param maxSidePx neither side has more working pixels
   */
  public AreaReduction(PixelGrid grid, int maxSidePx) {
    widthPx = grid.widthPx();
    heightPx = grid.heightPx();
    double factor = Math.max(1, Math.max(widthPx, heightPx) / (double) maxSidePx);
    width = Math.max(1, (int) Math.round(widthPx / factor));
    height = Math.max(1, (int) Math.round(heightPx / factor));
  }

  public int pixelCount() {
    return width * height;
  }

  /** Pixels across one working pixel, horizontally. */
  public double stepPx() {
    return widthPx / (double) width;
  }

  /** Square pixels that a working pixel covers. */
  double areaPx() {
    return widthPx / (double) width * heightPx / height;
  }

  /** Centre of a working column, in pixels. */
  public double xPx(double x) {
    return (x + 0.5) * widthPx / width - 0.5;
  }

  /** Centre of a working row, in pixels. */
  public double yPx(double y) {
    return (y + 0.5) * heightPx / height - 0.5;
  }

  /**
   * @param image {@code [y * widthPx + x]}
   * @param reduced {@code [y * width + x]}, overwritten
   */
  public void reduce(float[] image, double[] reduced) {
    double[] rows = new double[heightPx * width]; // [y * width + working x]
    for (int y = 0; y < heightPx; y++) {
      for (int x = 0; x < width; x++) {
        rows[y * width + x] = mean(image, y * widthPx, widthPx, width, x);
      }
    }
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) reduced[y * width + x] = columnMean(rows, x, y);
    }
  }

  private static double mean(float[] image, int start, int n, int m, int j) {
    double from = j * (double) n / m;
    double to = (j + 1) * (double) n / m;
    double sum = 0;
    for (int i = (int) from; i < Math.min(n, (int) Math.ceil(to)); i++) {
      sum += overlap(i, from, to) * image[start + i];
    }
    return sum / (to - from);
  }

  private double columnMean(double[] rows, int x, int j) {
    double from = j * (double) heightPx / height;
    double to = (j + 1) * (double) heightPx / height;
    double sum = 0;
    for (int i = (int) from; i < Math.min(heightPx, (int) Math.ceil(to)); i++) {
      sum += overlap(i, from, to) * rows[i * width + x];
    }
    return sum / (to - from);
  }

  private static double overlap(int i, double from, double to) {
    return Math.min(i + 1.0, to) - Math.max(i, from);
  }
}
