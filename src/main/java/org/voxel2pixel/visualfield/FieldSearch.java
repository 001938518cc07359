// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds, for a voxel, the Gaussian whose drive correlates best with it over one training set.
 *
 * <pre>
 *   r[c] = sum_p G_c[p] map[p] / (sd_v * sqrt(sum_pq G_c[p] covariance[p][q] G_c[q]))
 * </pre>
 *
 * Since the denominator holds the stimulus' own covariance, spatial correlation of the stimuli does
 * not blur or shift the field, as it does a plain correlation map.
 */
final class FieldSearch {
  /** A candidate that sees almost nothing vary (a black margin) is out of the search. */
  private static final double MIN_SHARE_OF_VARIANCE = 1e-6;

  private final GaussianBank bank;
  private final TrainingSet training;
  private final Polarity polarity;
  private final double[] driveSd; // [candidate]; 0 = out of the search

  /**
   * A field and its prediction {@code y = sum_p weights[p] x[p] - offset}.
   *
   * @param weights {@code [p]}, of the stimulus as given
   */
  record Fit(GaussianBank.Gaussian gaussian, double[] weights, double offset) {}

  FieldSearch(GaussianBank bank, TrainingSet training, Polarity polarity) {
    this.bank = bank;
    this.training = training;
    this.polarity = polarity;
    this.driveSd = new double[bank.candidateCount()];
    IntStream.range(0, bank.sizeCount()).parallel().forEach(this::fillDriveSd);
  }

  private void fillDriveSd(int size) {
    int pixelCount = bank.pixelCount();
    double[] variance = new double[pixelCount];
    double[] heightSum = new double[pixelCount];
    double[] drives = new double[pixelCount];
    double pixelVariance = 0;
    for (int p = 0; p < pixelCount; p++) {
      pixelVariance += training.covariance[p][p] / pixelCount;
      bank.drives(training.covariance[p], size, drives, 0);
      for (int c = 0; c < pixelCount; c++) {
        double height = bank.height(size, c, p);
        variance[c] += height * drives[c];
        heightSum[c] += height;
      }
    }
    for (int c = 0; c < pixelCount; c++) {
      double least = MIN_SHARE_OF_VARIANCE * pixelVariance * heightSum[c] * heightSum[c];
      driveSd[size * pixelCount + c] = variance[c] > least ? Math.sqrt(variance[c]) : 0;
    }
  }

  /** Whether the stimulus varies under any candidate. */
  boolean stimulusVaries() {
    for (double sd : driveSd) if (sd > 0) return true;
    return false;
  }

  /** Empty if the voxel is constant or no candidate correlates with the polarity's sign. */
  Optional<Fit> best(int voxel) {
    double responseSd = training.responseSd(voxel);
    if (responseSd == 0) return Optional.empty();
    double[] map = training.map(voxel);
    double[] scores = scores(map, responseSd);
    int best = 0;
    for (int c = 1; c < scores.length; c++) if (scores[c] > scores[best]) best = c;
    if (!(scores[best] > 0)) return Optional.empty();
    Drive between = drive(bank.between(scores, best), map);
    if (polarity.score(between.correlationTimesResponseSd() / responseSd) > scores[best]) {
      return Optional.of(fit(between));
    }
    return Optional.of(fit(drive(bank.candidate(best), map)));
  }

  private double[] scores(double[] map, double responseSd) {
    double[] scores = new double[bank.candidateCount()];
    for (int size = 0; size < bank.sizeCount(); size++) {
      bank.drives(map, size, scores, size * bank.pixelCount());
    }
    for (int c = 0; c < scores.length; c++) {
      double r = driveSd[c] > 0 ? scores[c] / (driveSd[c] * responseSd) : 0;
      scores[c] = polarity.score(r);
    }
    return scores;
  }

  /** A Gaussian's heights, {@code [p]}, and its drive's moments over the training samples. */
  private record Drive(
      GaussianBank.Gaussian gaussian, double[] heights, double covariance, double variance) {

    /** Least squares of the response on the drive. */
    double slope() {
      return variance > 0 ? covariance / variance : 0;
    }

    /** Correlation with the response, in units of the response. */
    double correlationTimesResponseSd() {
      return slope() * Math.sqrt(Math.max(0, variance));
    }
  }

  private Drive drive(GaussianBank.Gaussian gaussian, double[] map) {
    double[] heights = bank.heights(gaussian);
    double variance = Quadratic.form(training.covariance, heights);
    return new Drive(gaussian, heights, Quadratic.dot(heights, map), variance);
  }

  private Fit fit(Drive drive) {
    double[] weights = new double[drive.heights.length];
    double offset = 0;
    for (int p = 0; p < weights.length; p++) {
      weights[p] = drive.heights[p] * drive.slope() * training.scale[p];
      offset += weights[p] * training.mean[p];
    }
    return new Fit(drive.gaussian, weights, offset);
  }
}
