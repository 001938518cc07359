// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/**
 * Draws field centres as densely as cortex represents them. Linear magnification is {@code M(e) ~ 1
 * / (e + e2)} with {@code e2 = 0.75} degrees (Horton and Hoyt 1991, Arch. Ophthalmol. 109:816), so
 * equal patches of cortex see eccentricities with density
 *
 * <pre>
 *   p(e) ~ M(e)^2 e,   with the integral   P(e) = ln((e + e2) / e2) + e2 / (e + e2) - 1
 * </pre>
 *
 * up to the screen's corners; the polar angle is uniform; what falls off the screen is drawn again.
 */
final class CorticalMagnification {
  /** Eccentricity at which magnification is half of its greatest. */
  static final double E2_DEG = 0.75;

  private final double halfScreenDeg;

  CorticalMagnification(double screenWidthDeg) {
    this.halfScreenDeg = screenWidthDeg / 2;
  }

  /** A centre {x, y} in degrees in the right half of the screen. */
  double[] drawRightHalf(RandomGenerator random) {
    double farthest = halfScreenDeg * Math.sqrt(2);
    while (true) {
      double e = eccentricityAt(random.nextDouble() * integral(farthest), farthest);
      double angle = random.nextDouble(-Math.PI / 2, Math.PI / 2);
      double x = e * Math.cos(angle);
      double y = e * Math.sin(angle);
      if (x < halfScreenDeg && Math.abs(y) < halfScreenDeg) return new double[] {x, y};
    }
  }

  private static double integral(double e) {
    return Math.log((e + E2_DEG) / E2_DEG) + E2_DEG / (e + E2_DEG) - 1;
  }

  /** Where the integral reaches a value, by bisection. */
  private static double eccentricityAt(double value, double farthest) {
    double low = 0;
    double high = farthest;
    for (int step = 0; step < 50; step++) {
      double middle = (low + high) / 2;
      if (integral(middle) < value) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }
}
