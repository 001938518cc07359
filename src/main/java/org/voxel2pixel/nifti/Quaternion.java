// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

/**
 * The unit quaternion {@code (a, b, c, d)}, {@code a = sqrt(1 - b² - c² - d²)}, by which a qform
 * states a rotation. Source: nifti1.h, method 2.
 */
record Quaternion(double b, double c, double d) {
  private static final double TOLERANCE = 1e-5;

  /**
   * Of a rotation, {@code [row * 3 + column]}; of something near one, something near. Of b, c, d
   * and a the greatest is taken from the diagonal, the others by division by it, which keeps their
   * digits.
   */
  static Quaternion ofRotation(double[] r) {
    double[] fourSquares = {
      1 + r[0] + r[4] + r[8], 1 + r[0] - r[4] - r[8], 1 - r[0] + r[4] - r[8], 1 - r[0] - r[4] + r[8]
    };
    int greatest = 0;
    for (int n = 1; n < 4; n++) if (fourSquares[n] > fourSquares[greatest]) greatest = n;
    double twice = Math.sqrt(fourSquares[greatest]);
    double[] doubled =
        switch (greatest) {
          case 0 -> over(twice, fourSquares[0], r[7] - r[5], r[2] - r[6], r[3] - r[1]);
          case 1 -> over(twice, r[7] - r[5], fourSquares[1], r[1] + r[3], r[2] + r[6]);
          case 2 -> over(twice, r[2] - r[6], r[1] + r[3], fourSquares[2], r[5] + r[7]);
          default -> over(twice, r[3] - r[1], r[2] + r[6], r[5] + r[7], fourSquares[3]);
        };
    double sign = doubled[0] < 0 ? -0.5 : 0.5; // a is never negative
    return new Quaternion(sign * doubled[1], sign * doubled[2], sign * doubled[3]);
  }

  private static double[] over(double divisor, double... values) {
    for (int n = 0; n < values.length; n++) values[n] /= divisor;
    return values;
  }

  /** {@code b² + c² + d²}. */
  double squares() {
    return b * b + c * c + d * d;
  }

  /** Whether it is of length 1 at most, but for rounding. */
  boolean isUnit() {
    return squares() <= 1 + TOLERANCE; // false for NaN
  }

  /** The rotation, {@code [row * 3 + column]}; {@code a} is 0 where b, c, d are longer than 1. */
  double[] rotation() {
    double norm = Math.max(1, Math.sqrt(squares()));
    return rotation(Math.sqrt(Math.max(0, 1 - squares())), b / norm, c / norm, d / norm);
  }

  private static double[] rotation(double a, double b, double c, double d) {
    return new double[] {
      a * a + b * b - c * c - d * d,
      2 * (b * c - a * d),
      2 * (b * d + a * c),
      2 * (b * c + a * d),
      a * a + c * c - b * b - d * d,
      2 * (c * d - a * b),
      2 * (b * d - a * c),
      2 * (c * d + a * b),
      a * a + d * d - b * b - c * c
    };
  }
}
