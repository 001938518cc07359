// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * Two-way identification of a set of reconstructions.
 *
 * @param accuracy mean over reconstructions, 0..1; NaN if not one comparison was defined
 * @param accuracyOfReconstruction fraction of its N - 1 comparisons that each reconstruction won
 * @param tieCount comparisons in which both images were equally similar
 * @param undefinedCount comparisons without a value, one side being constant
 */
public record IdentificationResult(
    double accuracy, double[] accuracyOfReconstruction, long tieCount, long undefinedCount) {

  public IdentificationResult {
    accuracyOfReconstruction = accuracyOfReconstruction.clone();
  }

  @Override
  public double[] accuracyOfReconstruction() {
    return accuracyOfReconstruction.clone();
  }

  /** Sums up, in the order of the reconstructions. */
  static IdentificationResult of(Comparisons[] ofReconstruction, TieRule ties) {
    double[] accuracies = new double[ofReconstruction.length];
    double sum = 0;
    long tied = 0;
    long undefined = 0;
    long all = 0;
    for (int i = 0; i < accuracies.length; i++) {
      accuracies[i] = ofReconstruction[i].accuracy(ties);
      sum += accuracies[i];
      tied += ofReconstruction[i].tieCount();
      undefined += ofReconstruction[i].undefinedCount();
      all += ofReconstruction[i].lureCount();
    }
    double accuracy = undefined == all ? Double.NaN : sum / accuracies.length;
    return new IdentificationResult(accuracy, accuracies, tied, undefined);
  }
}
