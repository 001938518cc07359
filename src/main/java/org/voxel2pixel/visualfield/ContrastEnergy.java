// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * How strongly a frame varies around each pixel at one spatial scale, whatever the orientation and
 * phase: the root of the mean energy of four Gabor pairs. With the luma Y of {@link
 * StimulusStrength}, wavelength l, {@code s = l / 2}, orientations of 0, 45, 90 and 135 degrees and
 * their wave vectors k of length {@code 2 pi / l},
 *
 * <pre>
 *   w[u]   = exp(-|u|^2 / (2 s^2)) / sum of the same        over |u_x|, |u_y| up to 3 s, rounded up
 *   F_k[x] = sum over u of w[u] (exp(-i k·u) - c_k) Y[x + u],     c_k = sum over u of w[u] exp(-i k·u)
 *   energy contrast[x] = sqrt(mean over k of |2 F_k[x]|^2)
 * </pre>
 *
 * where beyond the border the nearest pixel stands in. A uniform frame gives 0, an extended grating
 * of this wavelength and amplitude A (grey plus A cos) along one of the orientations A / 2: A from
 * its own pair, 0.06 A from either neighbour. Unlike {@link StimulusStrength#CONTRAST} it does not
 * answer to noise or detail much finer or coarser than its wavelength.
 *
 * @param wavelengthPx of the frames' pixels, 2.5 to 128
 */
public record ContrastEnergy(double wavelengthPx) {
  private static final double SIGMA_WAVELENGTHS = 0.5;
  private static final double REACH_SIGMAS = 3;
  private static final double DIAGONAL = Math.sqrt(0.5);
  private static final double[][] DIRECTIONS = {
    {1, 0}, {DIAGONAL, DIAGONAL}, {0, 1}, {DIAGONAL, -DIAGONAL}
  };

  public ContrastEnergy {
    if (!(wavelengthPx >= 2.5 && wavelengthPx <= 128)) {
      throw new IllegalArgumentException("wavelengthPx must be 2.5..128, was " + wavelengthPx);
    }
  }

  /** One factor of a separable filter, {@code [u + reach]}: weights times a complex wave. */
  private record Wave(double[] cosine, double[] sine) {

    static Wave of(double[] weights, double radiansPerPx) {
      int reach = weights.length / 2;
      double[] cosine = new double[weights.length];
      double[] sine = new double[weights.length];
      for (int u = -reach; u <= reach; u++) {
        cosine[u + reach] = weights[u + reach] * Math.cos(radiansPerPx * u);
        sine[u + reach] = -weights[u + reach] * Math.sin(radiansPerPx * u);
      }
      return new Wave(cosine, sine);
    }

    /** Answer to a constant of 1; the sines cancel. */
    double ofConstant() {
      double sum = 0;
      for (double value : cosine) sum += value;
      return sum;
    }
  }

  /**
   * @param rgb {@code [(y * widthPx + x) * 3 + channel]}, unsigned bytes, red first
   * @return {@code [y * widthPx + x]}
   */
  public float[] of(byte[] rgb, int widthPx, int heightPx) {
    double[] luma = StimulusStrength.luma(rgb, widthPx, heightPx);
    double[] weights = weights();
    double[] local = columns(rows(luma, weights, widthPx), weights, widthPx);
    double[] energy = new double[luma.length];
    for (double[] direction : DIRECTIONS) {
      Wave across = Wave.of(weights, direction[0] * 2 * Math.PI / wavelengthPx);
      Wave down = Wave.of(weights, direction[1] * 2 * Math.PI / wavelengthPx);
      double[] cosines = rows(luma, across.cosine, widthPx);
      double[] sines = rows(luma, across.sine, widthPx);
      double[] real = columns(cosines, down.cosine, widthPx);
      double[] realToo = columns(sines, down.sine, widthPx);
      double[] imaginary = columns(cosines, down.sine, widthPx);
      double[] imaginaryToo = columns(sines, down.cosine, widthPx);
      double constant = across.ofConstant() * down.ofConstant();
      for (int p = 0; p < energy.length; p++) {
        double re = real[p] - realToo[p] - constant * local[p];
        double im = imaginary[p] + imaginaryToo[p];
        energy[p] += (re * re + im * im) * 4 / DIRECTIONS.length;
      }
    }
    float[] contrast = new float[energy.length];
    for (int p = 0; p < contrast.length; p++) contrast[p] = (float) Math.sqrt(energy[p]);
    return contrast;
  }

  /** Along one axis, {@code [u + reach]}; their sum is 1. */
  private double[] weights() {
    double sigma = SIGMA_WAVELENGTHS * wavelengthPx;
    int reach = (int) Math.ceil(REACH_SIGMAS * sigma);
    double[] weights = new double[2 * reach + 1];
    double sum = 0;
    for (int u = -reach; u <= reach; u++) {
      sum += weights[u + reach] = Math.exp(-u * u / (2 * sigma * sigma));
    }
    for (int n = 0; n < weights.length; n++) weights[n] /= sum;
    return weights;
  }

  /** Each row of an image with a filter along it. */
  private static double[] rows(double[] image, double[] filter, int width) {
    int reach = filter.length / 2;
    double[] filtered = new double[image.length];
    double[] padded = new double[width + 2 * reach];
    for (int start = 0; start < image.length; start += width) {
      for (int n = 0; n < padded.length; n++) {
        padded[n] = image[start + Math.min(width - 1, Math.max(0, n - reach))];
      }
      for (int u = 0; u < filter.length; u++) {
        for (int x = 0; x < width; x++) filtered[start + x] += filter[u] * padded[x + u];
      }
    }
    return filtered;
  }

  /** Each column of an image with a filter along it. */
  private static double[] columns(double[] image, double[] filter, int width) {
    int reach = filter.length / 2;
    int height = image.length / width;
    double[] filtered = new double[image.length];
    for (int y = 0; y < height; y++) {
      for (int u = 0; u < filter.length; u++) {
        int from = Math.min(height - 1, Math.max(0, y + u - reach)) * width;
        for (int x = 0; x < width; x++) filtered[y * width + x] += filter[u] * image[from + x];
      }
    }
    return filtered;
  }
}
