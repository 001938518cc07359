// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

/**
 * Pearson's correlation of each voxel's predicted and measured responses, from running sums in
 * double precision; the responses are z-scored, so that nothing cancels.
 */
final class Correlations {
  /** Variance below which float32 predictions count as constant. */
  private static final double LEAST_VARIANCE = 1e-12;

  private final int voxels;
  private final double[] x;
  private final double[] y;
  private final double[] xx;
  private final double[] yy;
  private final double[] xy;
  private long count;

  Correlations(int voxels) {
    this.voxels = voxels;
    x = new double[voxels];
    y = new double[voxels];
    xx = new double[voxels];
    yy = new double[voxels];
    xy = new double[voxels];
  }

  /** Adds one row of {@code [row][voxel]}. */
  void add(float[] predicted, float[] measured, int row) {
    for (int v = 0; v < voxels; v++) {
      double p = predicted[row * voxels + v];
      double m = measured[row * voxels + v];
      x[v] += p;
      y[v] += m;
      xx[v] += p * p;
      yy[v] += m * m;
      xy[v] += p * m;
    }
    count++;
  }

  /** One a voxel, NaN where either is constant. */
  double[] values() {
    double[] r = new double[voxels];
    for (int v = 0; v < voxels; v++) {
      double varX = xx[v] / count - x[v] * x[v] / count / count;
      double varY = yy[v] / count - y[v] * y[v] / count / count;
      double cov = xy[v] / count - x[v] * y[v] / count / count;
      boolean constant = varX <= LEAST_VARIANCE || varY <= LEAST_VARIANCE;
      r[v] = constant ? Double.NaN : cov / Math.sqrt(varX * varY);
    }
    return r;
  }
}
