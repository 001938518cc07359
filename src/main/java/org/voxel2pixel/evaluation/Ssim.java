// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import org.voxel2pixel.BadInputException;

/**
 * Structural similarity of two images (Wang et al. 2004, IEEE Trans. Image Process. 13:600, eq.
 * 13): the mean over channels and window positions of
 *
 * <pre>
 *           (2 μa μb + C1) (2 σab + C2)
 *   ---------------------------------------      C1 = (K1 L)², C2 = (K2 L)²
 *   (μa² + μb² + C1) (σa² + σb² + C2)
 * </pre>
 *
 * where μ and σ are the means, variances and covariance under a window. Only windows that lie
 * wholly inside the image count, which is the mean over the image without a border of (size - 1) /
 * 2 pixels: the rule of scikit-image 0.19, whose {@code
 * structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False,
 * data_range=1, channel_axis=-1)} this equals. Equal images give 1. The window is separable, so a
 * pair costs {@code 10 · size} multiplications a value.
 */
public final class Ssim {
  private Ssim() {}

  /**
   * @param a {@code [(y * widthPx + x) * channels + channel]}
   * @param b likewise
   * @throws BadInputException if the image is smaller than the window
   */
  public static double of(
      float[] a, float[] b, int widthPx, int heightPx, int channels, SsimSettings settings) {
    int valueCount = Math.multiplyExact(Math.multiplyExact(widthPx, heightPx), channels);
    Pixels.requireLength("a", a, valueCount);
    Pixels.requireLength("b", b, valueCount);
    requireRoomForWindow(widthPx, heightPx, settings);
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      double[] planeA = plane(a, channel, channels);
      double[] planeB = plane(b, channel, channels);
      sum += ofPlanes(planeA, planeB, widthPx, heightPx, settings);
    }
    return sum / channels;
  }

  static void requireRoomForWindow(int widthPx, int heightPx, SsimSettings settings) {
    int sizePx = settings.window().sizePx();
    if (widthPx < sizePx || heightPx < sizePx) {
      throw new BadInputException(
          "images",
          "at least " + sizePx + " x " + sizePx + " px, the window of SSIM",
          widthPx + " x " + heightPx + " px",
          "reconstruct larger images or choose a smaller window");
    }
  }

  private static double ofPlanes(double[] a, double[] b, int width, int height, SsimSettings s) {
    WindowMean window = new WindowMean(s.window().weights(), width, height);
    double[] meanA = window.of(a);
    double[] meanB = window.of(b);
    double[] meanAa = window.of(product(a, a));
    double[] meanBb = window.of(product(b, b));
    double[] meanAb = window.of(product(a, b));
    double n = (double) s.window().sizePx() * s.window().sizePx();
    double unbiased = s.covariance() == SsimSettings.Covariance.SAMPLE ? n / (n - 1) : 1;
    double c1 = s.k1() * s.dynamicRange() * s.k1() * s.dynamicRange();
    double c2 = s.k2() * s.dynamicRange() * s.k2() * s.dynamicRange();
    double sum = 0;
    for (int p = 0; p < meanA.length; p++) {
      double ab = meanA[p] * meanB[p];
      double aa = meanA[p] * meanA[p];
      double bb = meanB[p] * meanB[p];
      double variances = unbiased * (meanAa[p] - aa + meanBb[p] - bb);
      double covariance = unbiased * (meanAb[p] - ab);
      sum += (2 * ab + c1) * (2 * covariance + c2) / ((aa + bb + c1) * (variances + c2));
    }
    return sum / meanA.length;
  }

  private static double[] plane(float[] values, int channel, int channels) {
    double[] plane = new double[values.length / channels];
    for (int p = 0; p < plane.length; p++) plane[p] = values[p * channels + channel];
    return plane;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int p = 0; p < a.length; p++) product[p] = a[p] * b[p];
    return product;
  }
}
