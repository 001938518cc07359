// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.voxel2pixel.Progress;

/** All inner products of rows of floats, summed in double, on all processors. */
final class InnerProducts {
  private static final int BLOCK = 4;
  private static final int BLOCKS_AT_ONCE = 8;

  private InnerProducts() {}

  /** {@code [row][row]}, symmetric; half of it is computed, n² p / 2 multiplications. */
  static DMatrixRMaj of(float[][] rows, Progress progress) {
    int n = rows.length;
    DMatrixRMaj products = new DMatrixRMaj(n, n);
    int blocks = (n + BLOCK - 1) / BLOCK;
    for (int first = 0; first < blocks; first += BLOCKS_AT_ONCE) {
      progress.checkCancelled();
      progress.report("inner products", first, blocks);
      IntStream.range(first, Math.min(first + BLOCKS_AT_ONCE, blocks))
          .parallel()
          .forEach(block -> fill(rows, block * BLOCK, products));
    }
    return products;
  }

  /** Four rows against all from the first of them on, so that each number is read once for four. */
  private static void fill(float[][] rows, int first, DMatrixRMaj products) {
    int last = rows.length - 1;
    float[] a = rows[first];
    float[] b = rows[Math.min(first + 1, last)]; // the last block repeats its last row
    float[] c = rows[Math.min(first + 2, last)];
    float[] d = rows[Math.min(first + 3, last)];
    for (int j = first; j <= last; j++) {
      float[] other = rows[j];
      double ab = 0, bb = 0, cb = 0, db = 0;
      for (int v = 0; v < other.length; v++) {
        double value = other[v];
        ab += a[v] * value;
        bb += b[v] * value;
        cb += c[v] * value;
        db += d[v] * value;
      }
      double[] sums = {ab, bb, cb, db};
      for (int i = first; i <= Math.min(first + BLOCK - 1, last); i++) {
        products.set(i, j, sums[i - first]);
        if (j >= first + BLOCK) products.set(j, i, sums[i - first]);
      }
    }
  }
}
