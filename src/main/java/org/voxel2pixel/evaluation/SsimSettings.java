// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * The choices that two papers' SSIM values differ in.
 *
 * @param window the weights that local means and variances are taken with
 * @param covariance how local variances are normalised
 * @param k1 keeps the luminance term finite, {@code C1 = (k1 L)²}
 * @param k2 keeps the contrast term finite, {@code C2 = (k2 L)²}
 * @param dynamicRange L, the span of the values: 1 for values 0..1
 */
public record SsimSettings(
    Window window, Covariance covariance, double k1, double k2, double dynamicRange) {

  /** A square window; what it weighs, and how far it reaches. */
  public enum Window {
    /** 11 x 11 Gaussian, sigma 1.5 pixels, of Wang et al. 2004 and most papers since. */
    GAUSSIAN_11(11, 1.5),
    /** 7 x 7, all weights equal, scikit-image's default. */
    UNIFORM_7(7, Double.POSITIVE_INFINITY);

    private final int sizePx;
    private final double sigmaPx;

    Window(int sizePx, double sigmaPx) {
      this.sizePx = sizePx;
      this.sigmaPx = sigmaPx;
    }

    public int sizePx() {
      return sizePx;
    }

    /** The weights along one axis, {@code exp(-(t / sigma)² / 2)} scaled to the sum 1. */
    double[] weights() {
      double[] weights = new double[sizePx];
      double sum = 0;
      for (int t = 0; t < sizePx; t++) {
        double distance = (t - (sizePx - 1) / 2) / sigmaPx;
        weights[t] = Math.exp(-0.5 * distance * distance);
        sum += weights[t];
      }
      for (int t = 0; t < sizePx; t++) weights[t] /= sum;
      return weights;
    }
  }

  /** How a window's variances and covariance are normalised. */
  public enum Covariance {
    /** Divided by the number of pixels n, as Wang et al. 2004. */
    POPULATION,
    /** Divided by n - 1, scikit-image's default. */
    SAMPLE
  }

  public SsimSettings {
    requirePositive("k1", k1);
    requirePositive("k2", k2);
    requirePositive("dynamicRange", dynamicRange);
  }

  /** Gaussian 11 x 11, sigma 1.5, K1 0.01, K2 0.03, L 1, population covariance. */
  public static SsimSettings gaussian() {
    return new SsimSettings(Window.GAUSSIAN_11, Covariance.POPULATION, 0.01, 0.03, 1);
  }

  /** As {@link #gaussian}, with a uniform 7 x 7 window. */
  public static SsimSettings uniform() {
    return new SsimSettings(Window.UNIFORM_7, Covariance.POPULATION, 0.01, 0.03, 1);
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be > 0 and finite, was " + value);
    }
  }
}
