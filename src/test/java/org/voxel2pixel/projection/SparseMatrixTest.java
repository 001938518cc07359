// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseMatrixTest {
  // 0 2 0 / 0 0 0 / 1 0 -3 / 4 5 6
  private static SparseMatrix small() {
    SparseMatrix.Filling filling = new SparseMatrix.Filling(new int[] {1, 0, 2, 3}, 3);
    filling.add(3, 0, 4);
    filling.add(0, 1, 2);
    filling.add(2, 0, 1);
    filling.add(3, 1, 5);
    filling.add(2, 2, -3);
    filling.add(3, 2, 6);
    return filling.matrix();
  }

  @Test
  void rowsAreCompressed() {
    SparseMatrix a = small();
    assertEquals(4, a.rowCount());
    assertEquals(3, a.columnCount());
    assertEquals(6, a.entryCount());
    assertArrayEquals(new long[] {0, 1, 1, 3, 6}, a.rowStarts());
    assertArrayEquals(new int[] {1, 0, 2, 0, 1, 2}, a.columns());
    assertArrayEquals(new float[] {2, 1, -3, 4, 5, 6}, a.values());
    assertEquals(5 * 8 + 6 * 8, a.bytes());
  }

  @Test
  void whatIsHandedOutIsACopy() {
    SparseMatrix a = small();
    a.rowStarts()[0] = 7;
    a.columns()[0] = 7;
    a.values()[0] = 7;
    assertArrayEquals(new double[] {20, 0, -299, 654}, a.times(new double[] {1, 10, 100}));
  }

  @Test
  void productsAreThoseByHand() {
    SparseMatrix a = small();
    assertArrayEquals(new double[] {20, 0, -299, 654}, a.times(new double[] {1, 10, 100}));
    assertArrayEquals(
        new double[] {100 + 4000, 2 + 5000, -300 + 6000},
        a.transposedTimes(new double[] {1, 10, 100, 1000}));
    SparseMatrix t = a.transposed();
    assertArrayEquals(new long[] {0, 2, 4, 6}, t.rowStarts());
    assertArrayEquals(new int[] {2, 3, 0, 3, 2, 3}, t.columns());
    assertArrayEquals(new float[] {1, 4, 2, 5, -3, 6}, t.values());
  }

  /** The scalar products (A x, y) and (x, A' y) are equal for a matrix and its adjoint. */
  @Test
  void theTransposedProductIsTheAdjoint() {
    SparseMatrix a =
        GaussianProjection.of(ProjectionCases.random(300, 1, 1), GaussianSettings.mean())
            .operator(1);
    Random random = new Random(2);
    double[] x = random.doubles(300).map(v -> v - 0.5).toArray();
    double[] y = random.doubles(24).map(v -> v - 0.5).toArray();
    double direct = dot(a.times(x), y);
    assertEquals(direct, dot(x, a.transposedTimes(y)), 1e-12);
    assertEquals(direct, dot(x, a.transposed().times(y)), 1e-12);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  }

  @Test
  void vectorsOfTheWrongLengthAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> small().times(new double[4]));
    assertThrows(IllegalArgumentException.class, () -> small().transposedTimes(new double[3]));
  }

  @Test
  void aRowThatIsNotFilledIsRefused() {
    SparseMatrix.Filling filling = new SparseMatrix.Filling(new int[] {1, 1}, 3);
    filling.add(0, 1, 2);
    assertThrows(IllegalStateException.class, filling::matrix);
  }

  @Test
  void lagsSideBySideAreProductsOneByOne() {
    SparseMatrix a = small();
    for (int lagCount : new int[] {1, 2, 5, 6, 11}) {
      int lanes = LagProduct.lanes(lagCount);
      double[] x = new double[3 * lanes];
      for (int lag = 0; lag < lagCount; lag++) {
        for (int c = 0; c < 3; c++) x[c * lanes + lag] = 1 + c + 0.1 * lag;
      }
      double[] y = new double[4 * lanes];
      LagProduct.multiply(a, x, y, lanes);
      for (int lag = 0; lag < lagCount; lag++) {
        double first = 1 + 0.1 * lag;
        double[] expected = a.times(new double[] {first, 1 + first, 2 + first});
        for (int r = 0; r < 4; r++) assertEquals(expected[r], y[r * lanes + lag], 1e-12);
      }
    }
  }
}
