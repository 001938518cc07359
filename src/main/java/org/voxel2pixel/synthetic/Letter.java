// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/**
 * Capital letters as strokes of our own: a font would look different, or be missing, on another
 * machine.
 */
enum Letter implements Outline {
  A(new double[][] {{-0.7, -1, 0, 1, 0.7, -1}, {-0.42, -0.25, 0.42, -0.25}}),
  C(
      new double[][] {
        {0.65, 0.6, 0.3, 1, -0.3, 1, -0.7, 0.5, -0.7, -0.5, -0.3, -1, 0.3, -1, 0.65, -0.6}
      }),
  E(new double[][] {{0.6, 1, -0.6, 1, -0.6, -1, 0.6, -1}, {-0.6, 0, 0.4, 0}}),
  F(new double[][] {{0.6, 1, -0.6, 1, -0.6, -1}, {-0.6, 0, 0.4, 0}}),
  H(new double[][] {{-0.6, -1, -0.6, 1}, {0.6, -1, 0.6, 1}, {-0.6, 0, 0.6, 0}}),
  I(new double[][] {{0, 1, 0, -1}}),
  K(new double[][] {{-0.6, -1, -0.6, 1}, {0.6, 1, -0.6, -0.1}, {-0.2, 0.25, 0.6, -1}}),
  L(new double[][] {{-0.6, 1, -0.6, -1, 0.6, -1}}),
  M(new double[][] {{-0.8, -1, -0.8, 1, 0, -0.2, 0.8, 1, 0.8, -1}}),
  N(new double[][] {{-0.6, -1, -0.6, 1, 0.6, -1, 0.6, 1}}),
  O(
      new double[][] {
        {0.3, 1, -0.3, 1, -0.7, 0.5, -0.7, -0.5, -0.3, -1, 0.3, -1, 0.7, -0.5, 0.7, 0.5, 0.3, 1}
      }),
  P(new double[][] {{-0.6, -1, -0.6, 1, 0.3, 1, 0.6, 0.75, 0.6, 0.25, 0.3, 0, -0.6, 0}}),
  R(
      new double[][] {
        {-0.6, -1, -0.6, 1, 0.3, 1, 0.6, 0.75, 0.6, 0.25, 0.3, 0, -0.6, 0}, {0.1, 0, 0.6, -1}
      }),
  S(
      new double[][] {
        {
          0.6, 0.7, 0.3, 1, -0.3, 1, -0.6, 0.7, -0.6, 0.3, 0.6, -0.3, 0.6, -0.7, 0.3, -1, -0.3, -1,
          -0.6, -0.7
        }
      }),
  T(new double[][] {{-0.7, 1, 0.7, 1}, {0, 1, 0, -1}}),
  U(new double[][] {{-0.65, 1, -0.65, -0.5, -0.3, -1, 0.3, -1, 0.65, -0.5, 0.65, 1}}),
  V(new double[][] {{-0.7, 1, 0, -1, 0.7, 1}}),
  X(new double[][] {{-0.7, 1, 0.7, -1}, {-0.7, -1, 0.7, 1}}),
  Y(new double[][] {{-0.7, 1, 0, 0, 0.7, 1}, {0, 0, 0, -1}}),
  Z(new double[][] {{-0.6, 1, 0.6, 1, -0.6, -1, 0.6, -1}});

  private static final double HALF_STROKE = 0.19;

  private final double[][] strokes; // [stroke] -> x, y, x, y, ...

  Letter(double[][] strokes) {
    this.strokes = strokes;
  }

  @Override
  public double signedDistance(double x, double y) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] stroke : strokes) {
      for (int n = 0; n + 3 < stroke.length; n += 2) {
        double fromLine = fromSegment(x, y, stroke[n], stroke[n + 1], stroke[n + 2], stroke[n + 3]);
        nearest = Math.min(nearest, fromLine);
      }
    }
    return nearest - HALF_STROKE;
  }

  private static double fromSegment(
      double x, double y, double ax, double ay, double bx, double by) {
    double dx = bx - ax;
    double dy = by - ay;
    double along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    double t = Math.min(1, Math.max(0, along));
    double offX = x - ax - t * dx;
    double offY = y - ay - t * dy;
    return Math.sqrt(offX * offX + offY * offY);
  }
}
