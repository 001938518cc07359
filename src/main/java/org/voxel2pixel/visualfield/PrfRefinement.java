// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * How the best candidate of the grid is refined: by Levenberg and Marquardt's method over x, y, log
 * sigma and, with compressive summation, log exponent, the gain being the best for each. Bounds are
 * the screen and its margin for the centre, half a working pixel to the screen's longer side for
 * sigma, 0.1 to 2 for the exponent.
 *
 * @param iterations steps tried at most; 0 keeps the grid's answer
 * @param tolerance ends with a step of less than this many sigmas in x and y, and less than this in
 *     the logarithms; or one that should explain less than the square of this more of the variance
 * @param leastGridR2 a voxel for which the grid's best explains less keeps the grid's answer, 0 to
 *     1
 */
public record PrfRefinement(int iterations, double tolerance, double leastGridR2) {

  public PrfRefinement {
    if (iterations < 0 || iterations > 100_000) {
      throw new IllegalArgumentException("iterations must be 0..100000, was " + iterations);
    }
    if (!(tolerance > 0) || !Double.isFinite(tolerance)) {
      throw new IllegalArgumentException("tolerance must be > 0, was " + tolerance);
    }
    if (!(leastGridR2 >= 0 && leastGridR2 <= 1)) {
      throw new IllegalArgumentException("leastGridR2 must be 0..1, was " + leastGridR2);
    }
  }

  /** At most 100 steps, to 0.0001, above an r2 of 0.02. */
  public static PrfRefinement standard() {
    return new PrfRefinement(100, 1e-4, 0.02);
  }

  /** At most 20 steps, to 0.01, above an r2 of 0.1. */
  public static PrfRefinement quick() {
    return new PrfRefinement(20, 1e-2, 0.1);
  }
}
