// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;

/**
 * What a fit's cost looks like around a place: {@code cost(step) = cost(0) - 2 b·step +
 * step·H·step}.
 *
 * @param h {@code [i][j]}, symmetric
 * @param b {@code [i]}
 */
record NormalEquations(double[][] h, double[] b) {
  /** A direction of which rounding leaves less than this share is not one. */
  private static final double ROUNDING = 1e-14;

  /** See {@link FieldRefinement}; numbers that are pressed against a bound are left out. */
  static NormalEquations of(Moments m, double[] place, double[] lower, double[] upper) {
    int free = m.withData().length - 1;
    double gain = m.gain();
    double[] b = new double[free];
    double[][] h = new double[free][free];
    for (int i = 0; i < free; i++) {
      b[i] = gain * (m.withData()[i + 1] - gain * m.ofColumns()[0][i + 1]);
      for (int j = 0; j < free; j++) {
        double along = m.ofColumns()[0][i + 1] * m.ofColumns()[0][j + 1] / m.energy();
        h[i][j] = gain * gain * (m.ofColumns()[i + 1][j + 1] - along);
      }
    }
    for (int i = 0; i < free; i++) {
      if (place[i] <= lower[i] && b[i] < 0 || place[i] >= upper[i] && b[i] > 0) leaveOut(h, b, i);
    }
    return new NormalEquations(h, b);
  }

  private static void leaveOut(double[][] h, double[] b, int i) {
    Arrays.fill(h[i], 0);
    for (double[] row : h) row[i] = 0;
    b[i] = 0;
  }

  /** Solves {@code (H + lambda diag H) step = b}; 0 for numbers left out. */
  double[] step(double lambda) {
    double[][] damped = new double[b.length][];
    for (int i = 0; i < b.length; i++) {
      damped[i] = h[i].clone();
      damped[i][i] = h[i][i] > 0 ? h[i][i] * (1 + lambda) : 1;
    }
    return solved(damped, b.clone());
  }

  /** By how much a step should lower the cost. */
  double gain(double[] step) {
    double gain = 0;
    for (int i = 0; i < b.length; i++) {
      double slope = 2 * b[i];
      for (int j = 0; j < b.length; j++) slope -= h[i][j] * step[j];
      gain += slope * step[i];
    }
    return gain;
  }

  /** By Cholesky, in place; directions that rounding makes indefinite stay 0. */
  private static double[] solved(double[][] h, double[] x) {
    int n = x.length;
    boolean[] used = new boolean[n];
    for (int j = 0; j < n; j++) {
      double pivot = h[j][j];
      for (int k = 0; k < j; k++) pivot -= h[j][k] * h[j][k];
      used[j] = pivot > ROUNDING * h[j][j];
      for (int i = j + 1; i < n; i++) {
        double left = h[i][j];
        for (int k = 0; k < j; k++) left -= h[i][k] * h[j][k];
        h[i][j] = used[j] ? left / Math.sqrt(pivot) : 0;
      }
      h[j][j] = Math.sqrt(used[j] ? pivot : 1);
    }
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) x[i] -= h[i][k] * x[k];
      x[i] = used[i] ? x[i] / h[i][i] : 0;
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) x[i] -= h[k][i] * x[k];
      x[i] = used[i] ? x[i] / h[i][i] : 0;
    }
    return x;
  }
}
