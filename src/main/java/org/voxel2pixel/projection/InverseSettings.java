// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import org.voxel2pixel.BadInputException;

/**
 * How {@link InverseProjection} inverts fields.
 *
 * @param relativeLambda strength of the regularisation in units of the mean eigenvalue of {@code F
 *     F'}, 1e-6 to 1e6. More noise wants more: of simulated responses with an r2 of 0.1, as single
 *     fMRI volumes have, 3 to 10 gave the best images, of 0.3, 3, and of 0.8, 1
 *     (bench/projection/regularisation.py)
 * @param cutSigmas distance from its centre beyond which a field is 0, in its sigmas, 1.5 to 6
 */
public record InverseSettings(double relativeLambda, double cutSigmas) {
  private static final double LEAST_LAMBDA = 1e-6;
  private static final double GREATEST_LAMBDA = 1e6;

  /**
   * @throws BadInputException if a number is out of its range
   */
  public InverseSettings {
    GaussianFootprint.requireCut(cutSigmas);
    if (!(relativeLambda >= LEAST_LAMBDA && relativeLambda <= GREATEST_LAMBDA)) {
      throw new BadInputException(
          "lambda of the inverse",
          LEAST_LAMBDA + " to " + GREATEST_LAMBDA + " mean eigenvalues",
          "" + relativeLambda,
          "give 3 for single volumes, 1 for averages of many");
    }
  }

  /** Lambda of 3 mean eigenvalues, fields cut at 3 sigma. */
  public static InverseSettings standard() {
    return new InverseSettings(3, 3);
  }
}
