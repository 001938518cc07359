// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/** Products of a field's weights, which are 0 outside a patch, with sums over pixels. */
final class Quadratic {
  private Quadratic() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int p = 0; p < a.length; p++) sum += a[p] * b[p];
    return sum;
  }

  /** {@code sum over p, q of g[p] m[p][q] g[q]}. */
  static double form(double[][] m, double[] g) {
    int from = 0;
    int to = g.length;
    while (from < to && g[from] == 0) from++;
    while (from < to && g[to - 1] == 0) to--;
    double[] gm = new double[g.length];
    for (int p = from; p < to; p++) {
      double factor = g[p];
      if (factor == 0) continue;
      double[] row = m[p];
      for (int q = from; q < to; q++) gm[q] += factor * row[q];
    }
    return dot(gm, g);
  }
}
