// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/** Shapes with a formula. */
enum PlainOutline implements Outline {
  DISC {
    @Override
    public double signedDistance(double x, double y) {
      return radius(x, y) - 1;
    }
  },
  SQUARE {
    @Override
    public double signedDistance(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) - 0.85;
    }
  },
  TRIANGLE {
    @Override
    public double signedDistance(double x, double y) {
      double slanted = 0.5 * y + Math.sqrt(0.75) * Math.abs(x); // its two upper sides
      return Math.max(-y, slanted) - 0.5;
    }
  },
  RING {
    @Override
    public double signedDistance(double x, double y) {
      return Math.abs(radius(x, y) - 0.75) - 0.25;
    }
  },
  CROSS {
    @Override
    public double signedDistance(double x, double y) {
      double shorter = Math.min(Math.abs(x), Math.abs(y));
      double longer = Math.max(Math.abs(x), Math.abs(y));
      return Math.max(shorter - 0.3, longer - 1);
    }
  },
  BARS {
    @Override
    public double signedDistance(double x, double y) {
      double fromNearestBar = Math.abs(x - 0.8 * Math.rint(x / 0.8));
      double bar = Math.max(fromNearestBar - 0.22, Math.abs(x) - 1.05);
      return Math.max(bar, Math.abs(y) - 1);
    }
  };

  /** {@link Math#hypot} guards against overflow, which cannot happen here, and is far slower. */
  private static double radius(double x, double y) {
    return Math.sqrt(x * x + y * y);
  }
}
