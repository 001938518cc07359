// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/** A filled shape that moves smoothly: it drifts, sways, turns and breathes. */
record Sprite(
    Outline outline, Pattern pattern, Colour first, Colour second, double radiusDeg, Path path) {

  /**
   * Where the shape is: {@code centre + velocity * t + sway * sin(2 pi * swayHz * t)} and {@code
   * angle + spin * t}.
   */
  record Path(
      double xDeg,
      double yDeg,
      double xDegPerSec,
      double yDegPerSec,
      double swayDeg,
      double swayHz,
      double angleRad,
      double spinRadPerSec) {

    static Path random(double halfScreenDeg, Upright upright, RandomGenerator random) {
      double turn = upright == Upright.YES ? 0.25 : Math.PI;
      return new Path(
          random.nextDouble(-0.7, 0.7) * halfScreenDeg,
          random.nextDouble(-0.7, 0.7) * halfScreenDeg,
          random.nextDouble(-0.45, 0.45),
          random.nextDouble(-0.45, 0.45),
          random.nextDouble(0.7),
          random.nextDouble(0.1, 0.4),
          random.nextDouble(-turn, turn),
          random.nextDouble(-0.2, 0.2) * turn);
    }

    double xDegAt(double tSec) {
      return xDeg + xDegPerSec * tSec + swayDeg * Math.sin(2 * Math.PI * swayHz * tSec);
    }

    double yDegAt(double tSec) {
      return yDeg + yDegPerSec * tSec;
    }

    double angleAt(double tSec) {
      return angleRad + spinRadPerSec * tSec;
    }
  }

  /** Whether a shape stays about upright, as letters do. */
  enum Upright {
    YES,
    NO
  }

  /** Radius at a time: it breathes by 12 % at the sway's frequency. */
  double radiusDegAt(double tSec) {
    return radiusDeg * (1 + 0.12 * Math.sin(2 * Math.PI * path.swayHz * tSec));
  }

  /** The fill's colour at a place in the shape's own coordinates. */
  Colour colourAt(double x, double y) {
    double share = pattern.shareOfSecond(x, y);
    return share == 0 ? first : first.mixedWith(second, share);
  }
}
