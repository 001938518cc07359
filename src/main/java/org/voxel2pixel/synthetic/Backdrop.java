// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/** What lies behind a scene's shapes: a colour for every place and time. */
interface Backdrop {

  /**
   * @param xDeg right of fixation
   * @param yDeg above fixation
   * @param tSec since the scene began
   */
  Colour at(double xDeg, double yDeg, double tSec);

  /** One of the three kinds below, with the scene's {@code main} colour in the middle. */
  static Backdrop random(Colour main, double screenWidthDeg, RandomGenerator random) {
    Colour other = Colour.randomAgainst(main, random);
    double angle = random.nextDouble(2 * Math.PI);
    return switch (random.nextInt(4)) {
      case 0 -> gradient(main, other, angle, screenWidthDeg);
      case 1 -> horizon(main, other, random.nextDouble(-0.25, 0.25) * screenWidthDeg, random);
      default -> clouds(main, other, screenWidthDeg, random);
    };
  }

  /** From one colour to the other across the screen. */
  private static Backdrop gradient(Colour from, Colour to, double angle, double screenWidthDeg) {
    double cos = Math.cos(angle) / screenWidthDeg;
    double sin = Math.sin(angle) / screenWidthDeg;
    return (x, y, t) -> from.mixedWith(to, Math.min(1, Math.max(0, 0.5 + x * cos + y * sin)));
  }

  /** Ground below a slowly tilting horizon, and a sky that is brighter towards it. */
  private static Backdrop horizon(
      Colour ground, Colour sky, double heightDeg, RandomGenerator random) {
    double tiltPerSec = random.nextDouble(-0.04, 0.04);
    double tilt = random.nextDouble(-0.2, 0.2);
    Colour haze = sky.mixedWith(new Colour(1, 1, 1), 0.4);
    return (x, y, t) -> {
      double above = y - heightDeg - x * (tilt + tiltPerSec * t);
      Colour up = haze.mixedWith(sky, Math.min(1, Math.max(0, above / 5)));
      return ground.mixedWith(up, Math.min(1, Math.max(0, 0.5 + 4 * above)));
    };
  }

  /** A drifting 1/f texture. */
  private static Backdrop clouds(
      Colour main, Colour other, double screenWidthDeg, RandomGenerator random) {
    CloudTexture texture = new CloudTexture(main, other, Colour.random(random), random);
    double scale = random.nextDouble(0.6, 1.2) / screenWidthDeg;
    double driftX = random.nextDouble(-0.06, 0.06);
    double driftY = random.nextDouble(-0.06, 0.06);
    return (x, y, t) -> texture.at(x * scale + driftX * t, y * scale + driftY * t);
  }
}
