// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;

/**
 * The lower triangle L of a symmetric positive definite matrix with {@code A = L' L}, in half the
 * memory of a square matrix and made where A was.
 *
 * <p>That is Cholesky's factorisation with the order of rows reversed, made from the last row
 * upward: then every loop runs over the same columns of two rows, which the Java compiler turns
 * into vector instructions. EJML's factorisation needs the whole square, cannot be cancelled, and
 * took three times as long at 2,000 and 4,000 rows. Blocks of rows are made one after the other,
 * each from all below it (left-looking; Golub and Van Loan, Matrix Computations, 4.2), the columns
 * of a block by all processors. An element's terms are always subtracted in the same order, so that
 * results do not depend on the number of processors. Immutable and thread-safe once made.
 */
final class Cholesky {
  /** Rows made together; with a chunk of columns they fill half a cache. */
  private static final int BLOCK = 32;

  private static final int CHUNK = 256;

  /** Rows subtracted in one loop. */
  private static final int TILE = 4;

  private final double[][] rows; // [i][j], j <= i

  private Cholesky(double[][] rows) {
    this.rows = rows;
  }

  /** Memory of a factor. */
  static long bytes(long rowCount) {
    return Double.BYTES * (rowCount * (rowCount + 1) / 2);
  }

  /**
   * @param lower the matrix, {@code [i][j]} for {@code j <= i}; overwritten by the factor
   * @param stage what to report as being done
   */
  static Cholesky of(double[][] lower, Progress progress, String stage) {
    int n = lower.length;
    for (int end = n; end > 0; end -= BLOCK) {
      progress.checkCancelled();
      progress.report(stage, n - end, n);
      int start = Math.max(0, end - BLOCK);
      subtractBelow(lower, start, end);
      factorBlock(lower, start, end);
    }
    return new Cholesky(lower);
  }

  /** Subtracts all rows below a block from it. */
  private static void subtractBelow(double[][] rows, int start, int end) {
    // Blocks but the uppermost are BLOCK high, so all rows below come in whole tiles.
    int chunks = (end + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(
            chunk -> {
              int first = chunk * CHUNK;
              for (int k = rows.length; k > end; k -= TILE) {
                for (int i = start; i < end; i++) {
                  subtractTile(rows, k, i, first, Math.min(first + CHUNK, i + 1));
                }
              }
            });
  }

  private static void factorBlock(double[][] rows, int start, int end) {
    for (int i = end - 1; i >= start; i--) {
      double[] row = rows[i];
      for (int k = end - 1; k > i; k--) subtract(rows[k], rows[k][i], row, i + 1);
      if (!(row[i] > 0)) { // this way round, NaN fails too
        throw new IllegalStateException("pivot " + i + " must be > 0, was " + row[i]);
      }
      double pivot = Math.sqrt(row[i]);
      for (int j = 0; j <= i; j++) row[j] /= pivot;
    }
  }

  /** {@code row[j] -= factor * k[j]} for j before {@code end}. */
  private static void subtract(double[] k, double factor, double[] row, int end) {
    for (int j = 0; j < end; j++) row[j] -= factor * k[j];
  }

  /** The same with the 4 rows before row {@code end}, columns from first to before last. */
  private static void subtractTile(double[][] rows, int end, int i, int first, int last) {
    double[] k0 = rows[end - 1];
    double[] k1 = rows[end - 2];
    double[] k2 = rows[end - 3];
    double[] k3 = rows[end - 4];
    double f0 = k0[i];
    double f1 = k1[i];
    double f2 = k2[i];
    double f3 = k3[i];
    double[] row = rows[i];
    for (int j = first; j < last; j++) {
      row[j] -= f0 * k0[j] + f1 * k1[j] + f2 * k2[j] + f3 * k3[j];
    }
  }

  int rowCount() {
    return rows.length;
  }

  /**
   * Solves {@code A x = b} for several b: {@code L' y = b}, then {@code L x = y}. The numbers of
   * one b do not depend on the others.
   *
   * @param b {@code [which][row]}; overwritten by x
   */
  void solve(double[][] b) {
    for (int end = rows.length; end > 0; end -= TILE) {
      for (double[] y : b) eliminate(y, end);
    }
    double[] sums = new double[b.length];
    for (int k = 0; k < rows.length; k++) {
      dots(rows[k], b, k, sums);
      for (int l = 0; l < b.length; l++) b[l][k] = (b[l][k] - sums[l]) / rows[k][k];
    }
  }

  /** {@code L' y = b} for the 4 rows before {@code end} (the first tile may be less). */
  private void eliminate(double[] y, int end) {
    int start = Math.max(0, end - TILE);
    for (int k = end - 1; k >= start; k--) {
      y[k] /= rows[k][k];
      for (int j = start; j < k; j++) y[j] -= y[k] * rows[k][j];
    }
    if (start == 0) return;
    subtractTile(rows[start], rows[start + 1], rows[start + 2], rows[start + 3], y, start);
  }

  /** {@code y[j] -= y[start] k0[j] + ...} for j before {@code start}. */
  private static void subtractTile(
      double[] k0, double[] k1, double[] k2, double[] k3, double[] y, int start) {
    double f0 = y[start];
    double f1 = y[start + 1];
    double f2 = y[start + 2];
    double f3 = y[start + 3];
    for (int j = 0; j < start; j++) {
      y[j] -= f0 * k0[j] + f1 * k1[j] + f2 * k2[j] + f3 * k3[j];
    }
  }

  /** {@code sums[l] = sum over j < k of row[j] b[l][j]}. */
  private static void dots(double[] row, double[][] b, int k, double[] sums) {
    Arrays.fill(sums, 0);
    int l = 0;
    for (; l + 5 <= b.length; l += 5) dots5(row, b, k, l, sums);
    for (; l < b.length; l++) {
      double sum = 0;
      for (int j = 0; j < k; j++) sum += row[j] * b[l][j];
      sums[l] = sum;
    }
  }

  private static void dots5(double[] row, double[][] b, int k, int l, double[] sums) {
    double[] b0 = b[l];
    double[] b1 = b[l + 1];
    double[] b2 = b[l + 2];
    double[] b3 = b[l + 3];
    double[] b4 = b[l + 4];
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    double sum4 = 0;
    for (int j = 0; j < k; j++) {
      double u = row[j];
      sum0 += u * b0[j];
      sum1 += u * b1[j];
      sum2 += u * b2[j];
      sum3 += u * b3[j];
      sum4 += u * b4[j];
    }
    sums[l] = sum0;
    sums[l + 1] = sum1;
    sums[l + 2] = sum2;
    sums[l + 3] = sum3;
    sums[l + 4] = sum4;
  }
}
