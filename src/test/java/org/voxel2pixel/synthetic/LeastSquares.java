// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.List;

/** Ordinary least squares through the normal equations, with columns scaled to length 1. */
final class LeastSquares {
  private final List<double[]> columns;
  private final double[] lengths;
  private final double[][] normal;

  LeastSquares(List<double[]> columns) {
    this.columns = columns;
    int count = columns.size();
    this.lengths = new double[count];
    this.normal = new double[count][count];
    for (int a = 0; a < count; a++) lengths[a] = Math.sqrt(dot(columns.get(a), columns.get(a)));
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        normal[a][b] = dot(columns.get(a), columns.get(b)) / lengths[a] / lengths[b];
      }
    }
  }

  /** Coefficients of the columns. */
  double[] fit(double[] values) {
    int count = lengths.length;
    double[][] a = new double[count][count + 1];
    for (int r = 0; r < count; r++) {
      System.arraycopy(normal[r], 0, a[r], 0, count);
      a[r][count] = dot(columns.get(r), values) / lengths[r];
    }
    for (int p = 0; p < count; p++) { // positive definite: no pivoting needed
      for (int r = p + 1; r < count; r++) {
        double factor = a[r][p] / a[p][p];
        for (int c = p; c <= count; c++) a[r][c] -= factor * a[p][c];
      }
    }
    double[] x = new double[count];
    for (int r = count - 1; r >= 0; r--) {
      x[r] = a[r][count];
      for (int c = r + 1; c < count; c++) x[r] -= a[r][c] * x[c];
      x[r] /= a[r][r];
    }
    for (int r = 0; r < count; r++) x[r] /= lengths[r];
    return x;
  }

  /** What the fit leaves of the values. */
  double[] residual(double[] values, double[] coefficients) {
    double[] residual = values.clone();
    for (int c = 0; c < coefficients.length; c++) {
      double[] column = columns.get(c);
      for (int n = 0; n < residual.length; n++) residual[n] -= coefficients[c] * column[n];
    }
    return residual;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) sum += a[n] * b[n];
    return sum;
  }
}
