// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/** A colour as the display's values, each 0 to 1 (no gamma is undone). */
record Colour(double red, double green, double blue) {

  /** Rec. 601 luma, {@code 0.299 R + 0.587 G + 0.114 B}. */
  double luminance() {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }

  /** {@code (1 - share) * this + share * other}. */
  Colour mixedWith(Colour other, double share) {
    return new Colour(
        red + share * (other.red - red),
        green + share * (other.green - green),
        blue + share * (other.blue - blue));
  }

  /** Any hue; one in six is grey, from black to white. */
  static Colour random(RandomGenerator random) {
    double saturation = random.nextInt(6) == 0 ? 0 : random.nextDouble(0.35, 1);
    double value = random.nextDouble(saturation == 0 ? 0 : 0.25, 1);
    double hue = random.nextDouble(6);
    return new Colour(
        value * (1 - saturation * shade(hue)),
        value * (1 - saturation * shade(hue + 4)),
        value * (1 - saturation * shade(hue + 2)));
  }

  /** A random colour whose luminance differs by at least 0.25, so that it stands out. */
  static Colour randomAgainst(Colour background, RandomGenerator random) {
    Colour colour = random(random);
    while (Math.abs(colour.luminance() - background.luminance()) < 0.25) colour = random(random);
    return colour;
  }

  /** How much of a primary is missing at a hue: 0 around the primary, 1 around its complement. */
  private static double shade(double hue) {
    double h = hue % 6;
    return Math.min(1, Math.max(0, 2 - Math.abs(h - 3)));
  }
}
