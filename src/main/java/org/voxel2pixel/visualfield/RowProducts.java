// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;

/**
 * Products of a series with many others, summed in float over at most 512 terms and beyond in
 * double. The others lie side by side, so the inner loop runs in vector instructions (as long as it
 * is this short and each row an array of its own); the order of additions of one of them depends on
 * nothing but its length.
 */
final class RowProducts {
  private static final int FLOAT_TERMS = 512;

  private final float[] part;

  /**
   * @param columnCount series that lie side by side
   */
  RowProducts(int columnCount) {
    part = new float[columnCount];
  }

  /**
   * {@code sums[column] = sum over rows of series[row] * rows[row][column]}.
   *
   * @param from first row
   * @param to row after the last
   */
  void of(float[] series, int from, int to, float[][] rows, double[] sums) {
    Arrays.fill(sums, 0);
    for (int start = from; start < to; start += FLOAT_TERMS) {
      Arrays.fill(part, 0);
      int end = Math.min(to, start + FLOAT_TERMS);
      int row = start;
      for (; row + 3 < end; row += 4) {
        VectorLoops.addFour(
            series, row, rows[row], rows[row + 1], rows[row + 2], rows[row + 3], part);
      }
      for (; row < end; row++) VectorLoops.addScaled(rows[row], series[row], part);
      for (int column = 0; column < part.length; column++) sums[column] += part[column];
    }
  }
}
