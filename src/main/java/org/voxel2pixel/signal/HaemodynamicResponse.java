// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

/**
 * The BOLD response to a short stimulus, and to a series of them.
 *
 * <p>Source: the canonical response of SPM (spm_hrf with its default parameters 6, 16, 1, 1, 6, 0):
 *
 * <pre>
 *   h(t) = g(t; 6) - g(t; 16) / 6        g(t; a) = t^(a-1) · exp(-t) / (a-1)!      t in seconds
 * </pre>
 *
 * a peak near 5 s and an undershoot near 15 s. SPM's default length is 32 s.
 */
public final class HaemodynamicResponse {
  private static final int PEAK_SHAPE = 6;
  private static final int UNDERSHOOT_SHAPE = 16;
  private static final double PEAK_TO_UNDERSHOOT = 6;

  private HaemodynamicResponse() {}

  /**
   * {@code h(n · stepSec)}, n = 0 .. floor(lengthSec / stepSec), divided by its sum, so that a
   * constant drive of 1 settles at 1.
   *
   * @param stepSec time between samples, such as the TR; greater than 0
   * @param lengthSec time of the last sample at most; long enough for a positive sum
   */
  public static double[] doubleGamma(double stepSec, double lengthSec) {
    if (!(stepSec > 0) || Double.isInfinite(stepSec)) {
      throw new IllegalArgumentException("stepSec must be finite and > 0, was " + stepSec);
    }
    if (!(lengthSec >= stepSec) || !(lengthSec / stepSec < 1e6)) {
      throw new IllegalArgumentException(
          "lengthSec must be 1 to 1e6 steps of " + stepSec + " s, was " + lengthSec);
    }
    // A length that is a multiple of the step keeps its last sample in spite of rounding.
    double[] response = new double[(int) Math.floor(lengthSec / stepSec + 1e-9) + 1];
    double sum = 0;
    for (int n = 0; n < response.length; n++) {
      double t = n * stepSec;
      response[n] = gamma(t, PEAK_SHAPE) - gamma(t, UNDERSHOOT_SHAPE) / PEAK_TO_UNDERSHOOT;
      sum += response[n];
    }
    if (!(sum > 1e-6)) {
      throw new IllegalArgumentException(
          "steps of " + stepSec + " s over " + lengthSec + " s miss the response's peak");
    }
    for (int n = 0; n < response.length; n++) response[n] /= sum;
    return response;
  }

  /** Density of the gamma distribution with scale 1 and a whole-numbered shape. */
  private static double gamma(double t, int shape) {
    double density = Math.exp(-t);
    for (int n = 1; n < shape; n++) density *= t / n;
    return density;
  }

  /**
   * The response to a whole series, sample by sample: {@code bold[t] = Σ_s response[s] · drive[t -
   * s]}, s = 0 .. min(t, response.length - 1). Causal, as long as the drive; before its first
   * sample the drive is 0.
   *
   * @param drive stimulation at each sample
   * @param response {@link #doubleGamma} with the same step
   */
  public static double[] convolve(double[] drive, double[] response) {
    double[] bold = new double[drive.length];
    for (int t = 0; t < drive.length; t++) {
      double sum = 0;
      for (int s = 0; s <= Math.min(t, response.length - 1); s++) {
        sum += response[s] * drive[t - s];
      }
      bold[t] = sum;
    }
    return bold;
  }
}
