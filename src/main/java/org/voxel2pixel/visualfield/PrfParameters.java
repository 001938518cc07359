// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * What shapes the response of {@link PrfModel}, in pixels of the stimulus' {@link PixelGrid}: y
 * downward, (0, 0) the centre of the upper left pixel.
 *
 * @param xPx centre of the Gaussian
 * @param yPx centre of the Gaussian
 * @param sigmaPx standard deviation of the Gaussian; greater than 0
 * @param exponent of what the Gaussian sums up; greater than 0, and 1 where summation is linear
 */
public record PrfParameters(double xPx, double yPx, double sigmaPx, double exponent) {

  public PrfParameters {
    if (!Double.isFinite(xPx) || !Double.isFinite(yPx)) {
      throw new IllegalArgumentException("centre must be finite, was (" + xPx + ", " + yPx + ")");
    }
    if (!(sigmaPx > 0) || !Double.isFinite(sigmaPx)) {
      throw new IllegalArgumentException("sigmaPx must be > 0, was " + sigmaPx);
    }
    if (!(exponent > 0) || !Double.isFinite(exponent)) {
      throw new IllegalArgumentException("exponent must be > 0, was " + exponent);
    }
  }

  /**
   * Size of the field as it is reported: {@code sigmaPx / sqrt(exponent)}, since the power of a
   * Gaussian is a Gaussian of that standard deviation, the voxel's profile for a small spot.
   */
  public double sizePx() {
    return sigmaPx / Math.sqrt(exponent);
  }
}
