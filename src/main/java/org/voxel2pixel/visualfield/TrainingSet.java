// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Means and covariances over the samples of some folds. The stimulus enters as {@code u[p] =
 * scale[p] * (x[p] - mean[p])}, see {@link PixelScaling}; all are moments of these samples alone.
 */
final class TrainingSet {
  /** Variances below this share of the mean square are rounding, not variation. */
  private static final double ROUNDING = 1e-10;

  private final List<FoldSums> folds;
  private final long sampleCount;
  final double[] mean; // [p] of x
  final double[] scale; // [p]
  final double[][] covariance; // [p][q] of u[p] and u[q]

  TrainingSet(List<FoldSums> folds, PixelScaling scaling) {
    this.folds = List.copyOf(folds);
    this.sampleCount = folds.stream().mapToLong(fold -> fold.sampleCount).sum();
    int pixelCount = folds.get(0).x.length;
    mean = new double[pixelCount];
    scale = new double[pixelCount];
    covariance = new double[pixelCount][pixelCount];
    for (int p = 0; p < pixelCount; p++) {
      double squares = 0;
      for (FoldSums fold : folds) {
        mean[p] += fold.x[p] / sampleCount;
        squares += fold.xx[p][p] / sampleCount;
      }
      double variance = squares - mean[p] * mean[p];
      boolean varies = variance > ROUNDING * squares;
      scale[p] = !varies ? 0 : scaling == PixelScaling.STANDARDISED ? 1 / Math.sqrt(variance) : 1;
    }
    IntStream.range(0, pixelCount).parallel().forEach(this::fillCovariance);
  }

  private void fillCovariance(int p) {
    double[] row = covariance[p];
    for (FoldSums fold : folds) {
      double[] sums = fold.xx[p];
      for (int q = 0; q < row.length; q++) row[q] += sums[q];
    }
    for (int q = 0; q < row.length; q++) {
      row[q] = scale[p] * scale[q] * (row[q] / sampleCount - mean[p] * mean[q]);
    }
  }

  /** Covariance of a voxel's response with {@code u[p]}: the correlation map but for its scale. */
  double[] map(int voxel) {
    double response = 0;
    double[] map = new double[mean.length];
    for (FoldSums fold : folds) {
      response += fold.y[voxel] / sampleCount;
      double[] sums = fold.yx[voxel];
      for (int p = 0; p < map.length; p++) map[p] += sums[p];
    }
    for (int p = 0; p < map.length; p++) {
      map[p] = scale[p] * (map[p] / sampleCount - response * mean[p]);
    }
    return map;
  }

  /** Standard deviation of a voxel's response, divided by n; 0 if it is constant. */
  double responseSd(int voxel) {
    double response = 0;
    double squares = 0;
    for (FoldSums fold : folds) {
      response += fold.y[voxel] / sampleCount;
      squares += fold.yy[voxel] / sampleCount;
    }
    double variance = squares - response * response;
    return variance > ROUNDING * squares ? Math.sqrt(variance) : 0;
  }
}
