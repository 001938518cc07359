// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * Correlation of one voxel's response with predictions for samples that were held out, over all
 * folds together: each fold adds its sums, with the prediction of the field found without it.
 */
final class HeldOutFit {
  private final int voxel;
  private long n;
  private double sumP;
  private double sumPP;
  private double sumPY;
  private double sumY;
  private double sumYY;

  HeldOutFit(int voxel) {
    this.voxel = voxel;
  }

  /** A fold for which no field was found: the prediction is the mean, 0. */
  void addUnpredicted(FoldSums fold) {
    n += fold.sampleCount;
    sumY += fold.y[voxel];
    sumYY += fold.yy[voxel];
  }

  /** A fold predicted as {@code p = sum of weights[p] x[p] - offset}. */
  void add(FoldSums fold, FieldSearch.Fit fit) {
    addUnpredicted(fold);
    double drive = Quadratic.dot(fit.weights(), fold.x);
    double squares = Quadratic.form(fold.xx, fit.weights());
    double offset = fit.offset();
    sumP += drive - fold.sampleCount * offset;
    sumPP += squares - 2 * offset * drive + fold.sampleCount * offset * offset;
    sumPY += Quadratic.dot(fit.weights(), fold.yx[voxel]) - offset * fold.y[voxel];
  }

  /** Pearson's r; 0 where nothing was predicted or nothing varies. */
  double r() {
    double variance = (sumPP - sumP * sumP / n) * (sumYY - sumY * sumY / n);
    double covariance = sumPY - sumP * sumY / n;
    if (!(variance > 0)) return 0;
    return Math.max(-1, Math.min(1, covariance / Math.sqrt(variance)));
  }

  /** {@code max(0, r)^2}; 0 where nothing was predicted. */
  double r2() {
    double positive = Math.max(0, r());
    return positive * positive;
  }
}
