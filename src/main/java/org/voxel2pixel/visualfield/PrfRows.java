// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * Predictions of {@link PrfModel} with gain 1, drift taken off, as rows of numbers: one a volume,
 * or fewer that have the same sums of squares and products. A fold's rows lie together. A field is
 * given as {@code place = {x px, y px, log sigma px, log exponent}}. Thread-safe.
 */
interface PrfRows {
  int X = 0;
  int Y = 1;
  int LOG_SIGMA = 2;
  int LOG_EXPONENT = 3;

  /** Sigmas from its centre to where a Gaussian's height, and with it all it sums, counts as 0. */
  double REACH_SIGMAS = 5;

  /** Numbers of a place that are free, from the first. */
  int freeCount();

  int rowCount();

  /** First row of a fold; for the number of folds, the number of rows. */
  int foldStart(int fold);

  /**
   * @param prediction {@code [row]}, overwritten
   */
  void predict(double[] place, float[] prediction);

  /**
   * @param columns {@code [1 + freeCount][row]}, overwritten: the prediction, then its derivative
   *     by each free number
   */
  void derivatives(double[] place, float[][] columns);

  /** Mean over all volumes of the prediction, drift not taken off. */
  double mean(double[] place);

  /**
   * Brings responses to the same rows.
   *
   * @param volumes {@code [volume][voxel]}, drift taken off; its arrays may be returned
   * @return {@code [row][voxel]}
   */
  float[][] rowsOf(float[][] volumes, int count);
}
