// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/** How a shape is filled with two colours: 0 the first, 1 the second, between them a mixture. */
enum Pattern {
  PLAIN {
    @Override
    double shareOfSecond(double x, double y) {
      return 0;
    }
  },
  STRIPES {
    @Override
    double shareOfSecond(double x, double y) {
      return step(Math.sin(Math.PI * 2.5 * x));
    }
  },
  CHECKS {
    @Override
    double shareOfSecond(double x, double y) {
      return step(Math.sin(Math.PI * 2 * x) * Math.sin(Math.PI * 2 * y));
    }
  },
  SHADED {
    @Override
    double shareOfSecond(double x, double y) {
      return Math.min(1, Math.max(0, 0.5 - 0.5 * y));
    }
  };

  /** At a place in the shape's own coordinates, in which its radius is 1. */
  abstract double shareOfSecond(double x, double y);

  /** A step at 0, softened so that it does not flicker when it moves over pixels. */
  private static double step(double value) {
    return Math.min(1, Math.max(0, 0.5 + 3 * value));
  }
}
