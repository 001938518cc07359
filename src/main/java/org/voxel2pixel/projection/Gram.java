// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;

/** The matrix of the products of a sparse matrix's rows with each other. */
final class Gram {
  /** Rows made between two looks at the progress. */
  private static final int BLOCK = 32;

  private Gram() {}

  /**
   * The lower triangle of {@code B B' + lambda I} for some rows of B.
   *
   * @param b the matrix
   * @param transposed its transpose
   * @param rows the chosen rows, ascending; other rows of B must have no entries
   * @return {@code [i][j]} for {@code j <= i}: the product of rows {@code rows[i]} and {@code
   *     rows[j]}, and lambda where they are the same
   */
  static double[][] lower(
      SparseMatrix b, SparseMatrix transposed, int[] rows, double lambda, Progress progress) {
    int[] place = new int[b.rowCount()];
    for (int i = 0; i < rows.length; i++) place[rows[i]] = i;
    double[][] lower = new double[rows.length][];
    for (int from = 0; from < rows.length; from += BLOCK) {
      progress.checkCancelled();
      progress.report("overlap of fields", from, rows.length);
      IntStream.range(from, Math.min(from + BLOCK, rows.length))
          .parallel()
          .forEach(i -> lower[i] = row(b, transposed, rows, place, i, lambda));
    }
    return lower;
  }

  private static double[] row(
      SparseMatrix b, SparseMatrix transposed, int[] rows, int[] place, int i, double lambda) {
    double[] products = new double[i + 1];
    int row = rows[i];
    for (int e = (int) b.rowStart[row]; e < b.rowStart[row + 1]; e++) {
      int shared = b.column[e];
      int from = (int) transposed.rowStart[shared];
      int to = end(transposed, shared, row);
      double value = b.value[e];
      for (int t = from; t < to; t++) {
        products[place[transposed.column[t]]] += value * transposed.value[t];
      }
    }
    products[i] += lambda;
    return products;
  }

  /** End of the entries of a row whose column is at most {@code last}, which has one. */
  private static int end(SparseMatrix a, int row, int last) {
    int from = (int) a.rowStart[row];
    return Arrays.binarySearch(a.column, from, (int) a.rowStart[row + 1], last) + 1;
  }
}
