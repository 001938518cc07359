// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;

/**
 * The grid of candidate fields. Sizes are a geometric series from 0.75 working pixels to at most
 * half the screen's longer side; centres of one size lie {@code max(1, round(spacingSizes * size))}
 * working pixels apart, evenly about the screen's centre, up to a margin beyond its border. With
 * compressive summation, each size comes with each exponent; the Gaussian's sigma is then {@code
 * size * sqrt(exponent)}, and one below half a working pixel is left out.
 *
 * @param sizeRatio from one size to the next, at least 1.01
 * @param spacingSizes distance of neighbouring centres in sizes, greater than 0
 * @param marginShare how far centres may lie beyond the border, also when refined: share of the
 *     screen's width and height, 0 to 1
 * @param exponents 0.1 to 2, where summation is compressive
 */
public record PrfSearch(
    double sizeRatio, double spacingSizes, double marginShare, List<Double> exponents) {
  static final double LEAST_EXPONENT = 0.1;
  static final double GREATEST_EXPONENT = 2;

  public PrfSearch {
    if (!(sizeRatio >= 1.01) || !Double.isFinite(sizeRatio)) {
      throw new IllegalArgumentException("sizeRatio must be >= 1.01, was " + sizeRatio);
    }
    if (!(spacingSizes > 0) || !Double.isFinite(spacingSizes)) {
      throw new IllegalArgumentException("spacingSizes must be > 0, was " + spacingSizes);
    }
    if (!(marginShare >= 0 && marginShare <= 1)) {
      throw new IllegalArgumentException("marginShare must be 0..1, was " + marginShare);
    }
    exponents = List.copyOf(exponents);
    for (double exponent : exponents) {
      if (exponent >= LEAST_EXPONENT && exponent <= GREATEST_EXPONENT) continue;
      throw new IllegalArgumentException("exponents must be 0.1..2, were " + exponents);
    }
    if (exponents.isEmpty()) throw new IllegalArgumentException("exponents must not be empty");
  }

  /** Sizes in steps of 1.5, centres one size apart, a margin of a tenth; exponents 1, 0.5, 0.25. */
  public static PrfSearch standard() {
    return new PrfSearch(1.5, 1, 0.1, List.of(1.0, 0.5, 0.25));
  }

  /** Sizes in steps of 2, centres 1.5 sizes apart, exponents 1 and 0.4: a third of the work. */
  public static PrfSearch quick() {
    return new PrfSearch(2, 1.5, 0.1, List.of(1.0, 0.4));
  }
}
