// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * The radial profile of {@link Fisheye} for one size: {@code r(r') = a · r'² + b · r'}, fitted by
 * least squares to the radii that samples reach step by step, r' = 0 .. floor(size / 2) - 1:
 *
 * <pre>
 *   r_0 = 0      r_n+1 = r_n + exp(a0 · r_n / 2) / sqrt(π · rf)      a0 = ln(10) / floor(size / 2)
 * </pre>
 *
 * Ten times as many samples a unit of area at the centre as at the edge; rf is such that the last
 * radius is size / 2.
 *
 * @param rf samples a unit of area at the centre
 */
record FisheyeFit(double rf, double a, double b) {
  private static final double DENSITY_RATIO = 10;
  private static final double LEAST_RF = 0.01;
  private static final double GREATEST_RF = 5;

  static FisheyeFit of(int sizePx) {
    double rf = root(sizePx);
    double[] radii = radii(sizePx, rf);
    // The normal equations of both coefficients.
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double t1 = 0;
    double t2 = 0;
    for (int n = 0; n < radii.length; n++) {
      double square = (double) n * n;
      s2 += square;
      s3 += square * n;
      s4 += square * square;
      t1 += n * radii[n];
      t2 += square * radii[n];
    }
    double determinant = s4 * s2 - s3 * s3;
    double a = (t2 * s2 - t1 * s3) / determinant;
    double b = (s4 * t1 - s3 * t2) / determinant;
    // Steps that grow give a parabola that opens upward, so that bounds at 0 would never bind.
    if (!(a > 0 && b > 0)) {
      throw new IllegalStateException("fisheye of " + sizePx + " px: a = " + a + ", b = " + b);
    }
    return new FisheyeFit(rf, a, b);
  }

  /** By bisection: the denser the samples, the shorter their reach. */
  private static double root(int sizePx) {
    double least = LEAST_RF;
    double greatest = GREATEST_RF;
    while (true) {
      double middle = (least + greatest) / 2;
      if (middle <= least || middle >= greatest) return middle; // no double is left between
      double[] radii = radii(sizePx, middle);
      if (radii[radii.length - 1] > sizePx / 2.0) {
        least = middle;
      } else {
        greatest = middle;
      }
    }
  }

  private static double[] radii(int sizePx, double rf) {
    double[] radii = new double[sizePx / 2];
    double growth = Math.log(DENSITY_RATIO) / (sizePx / 2);
    double firstStep = 1 / Math.sqrt(Math.PI * rf);
    for (int n = 1; n < radii.length; n++) {
      radii[n] = radii[n - 1] + firstStep * Math.exp(growth * radii[n - 1] / 2);
    }
    return radii;
  }
}
