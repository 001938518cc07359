// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.Progress;

class CholeskyTest {

  /** {@code B B' + I}, positive definite. */
  private static DMatrixRMaj random(int n) {
    Random random = new Random(n);
    DMatrixRMaj b = new DMatrixRMaj(n, n);
    for (int i = 0; i < n * n; i++) b.data[i] = random.nextGaussian() / Math.sqrt(n);
    DMatrixRMaj a = CommonOps_DDRM.identity(n);
    CommonOps_DDRM.multAddTransB(b, b, a);
    return a;
  }

  private static double[][] lower(DMatrixRMaj a) {
    double[][] lower = new double[a.numRows][];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) lower[i][j] = a.get(i, j);
    }
    return lower;
  }

  private static Cholesky factor(double[][] lower) {
    return Cholesky.of(lower, Progress.silent(), "test");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 97, 300}) // across blocks of rows and chunks of columns
  void solutionsAreThoseOfEjml(int n) {
    DMatrixRMaj a = random(n);
    double[][] b = new double[7][n];
    Random random = new Random(1);
    for (double[] vector : b) for (int i = 0; i < n; i++) vector[i] = random.nextGaussian();
    DMatrixRMaj right = new DMatrixRMaj(n, 7);
    for (int l = 0; l < 7; l++) for (int i = 0; i < n; i++) right.set(i, l, b[l][i]);
    DMatrixRMaj expected = new DMatrixRMaj(n, 7);
    assertTrue(CommonOps_DDRM.solve(a, right, expected));
    factor(lower(a)).solve(b);
    for (int l = 0; l < 7; l++) {
      for (int i = 0; i < n; i++) assertEquals(expected.get(i, l), b[l][i], 1e-11);
    }
  }

  @Test
  void theFactorTimesItsTransposeIsTheMatrix() {
    DMatrixRMaj a = random(70);
    double[][] l = lower(a);
    factor(l);
    for (int i = 0; i < 70; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < 70; k++) sum += l[k][i] * l[k][j];
        assertEquals(a.get(i, j), sum, 1e-12);
      }
    }
  }

  @Test
  void aSolutionDoesNotDependOnItsNeighbours() {
    Cholesky factor = factor(lower(random(97)));
    double[][] five = new double[5][97];
    Random random = new Random(2);
    for (double[] vector : five) for (int i = 0; i < 97; i++) vector[i] = random.nextGaussian();
    double[][] one = {five[3].clone()};
    factor.solve(five);
    factor.solve(one);
    assertArrayEquals(one[0], five[3]);
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    assertThrows(IllegalStateException.class, () -> factor(new double[][] {{1}, {2, 1}}));
    assertThrows(IllegalStateException.class, () -> factor(new double[][] {{Double.NaN}}));
  }

  @Test
  void memoryIsHalfASquare() {
    assertEquals(8 * 5_050, Cholesky.bytes(100));
    assertEquals(400_040_000L, Cholesky.bytes(10_000));
  }
}
