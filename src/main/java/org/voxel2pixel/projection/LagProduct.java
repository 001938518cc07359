// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

/**
 * Sparse matrix times the responses of several lags at once, so that each entry is fetched once for
 * five lags. Responses stand side by side in lanes, {@code x[column * lanes + lag]}; there is 1
 * lane for one lag, else a multiple of 5 with the last ones idle. A lane's sum adds the entries of
 * a row in their order, whatever the number of lanes.
 */
final class LagProduct {
  /** Lags of Brain2Pix; enough independent sums to keep a processor busy. */
  private static final int BLOCK = 5;

  private LagProduct() {}

  /** Lanes for that many lags. */
  static int lanes(int lagCount) {
    return lagCount == 1 ? 1 : (lagCount + BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * @param x {@code [column * lanes + lag]}
   * @param y {@code [row * lanes + lag]}, overwritten
   */
  static void multiply(SparseMatrix a, double[] x, double[] y, int lanes) {
    if (lanes == 1) {
      single(a, x, y);
    } else {
      for (int lane = 0; lane < lanes; lane += BLOCK) block(a, x, y, lanes, lane);
    }
  }

  private static void single(SparseMatrix a, double[] x, double[] y) {
    long[] rowStart = a.rowStart;
    int[] column = a.column;
    float[] value = a.value;
    for (int row = 0; row < rowStart.length - 1; row++) {
      double sum = 0;
      int end = (int) rowStart[row + 1];
      for (int e = (int) rowStart[row]; e < end; e++) sum += value[e] * x[column[e]];
      y[row] = sum;
    }
  }

  private static void block(SparseMatrix a, double[] x, double[] y, int lanes, int lane) {
    long[] rowStart = a.rowStart;
    int[] column = a.column;
    float[] value = a.value;
    for (int row = 0; row < rowStart.length - 1; row++) {
      double sum0 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double sum3 = 0;
      double sum4 = 0;
      int end = (int) rowStart[row + 1];
      for (int e = (int) rowStart[row]; e < end; e++) {
        double v = value[e];
        int from = column[e] * lanes + lane;
        sum0 += v * x[from];
        sum1 += v * x[from + 1];
        sum2 += v * x[from + 2];
        sum3 += v * x[from + 3];
        sum4 += v * x[from + 4];
      }
      int to = row * lanes + lane;
      y[to] = sum0;
      y[to + 1] = sum1;
      y[to + 2] = sum2;
      y[to + 3] = sum3;
      y[to + 4] = sum4;
    }
  }
}
