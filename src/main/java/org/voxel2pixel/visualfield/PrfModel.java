// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import org.voxel2pixel.BadInputException;

/**
 * The response of a voxel whose population receptive field is an isotropic Gaussian:
 *
 * <pre>
 *   G[p]     = area / (2 pi sigma^2) exp(-((x_p - x)^2 + (y_p - y)^2) / (2 sigma^2))
 *   drive[m] = sum over working pixels p of G[p] stimulus[m][p]
 *   BOLD[n]  = gain sum over k of h[k] drive[n - k]^exponent + baseline
 * </pre>
 *
 * with {@code area} that of a working pixel, so that G's integral over the infinite plane is 1, not
 * its sum over the screen: a field at the border responds less to a full screen. {@code h} is the
 * double-gamma response to one TR of stimulation, its sum 1, moved by {@code delaySec}; see {@link
 * org.voxel2pixel.signal.HaemodynamicResponse}. The gain is thus the response that a lasting full
 * screen of strength 1 settles at, in the data's units.
 *
 * <p>Exponent 1 is the model of Dumoulin &amp; Wandell (2008, NeuroImage 39:647), a free one the
 * compressive spatial summation of Kay et al. (2013, J. Neurophysiol. 110:481), with their
 * normalisation of G. Immutable and thread-safe.
 */
public final class PrfModel {
  private final PrfStimulus stimulus;
  private final DelayedResponse haemodynamics;

  /**
   * @param delaySec by how much the haemodynamic response comes later than the canonical one, -10
   *     to 10
   */
  public PrfModel(PrfStimulus stimulus, double delaySec) {
    if (!(Math.abs(delaySec) <= DelayedResponse.GREATEST_DELAY_SEC)) {
      throw new IllegalArgumentException("delaySec must be -10..10, was " + delaySec);
    }
    this.stimulus = stimulus;
    this.haemodynamics = new DelayedResponse(stimulus.trSec(), delaySec);
  }

  /**
   * Response with gain 1 and baseline 0, drift and mean not removed.
   *
   * @return {@code [volume of the run]}
   * @throws BadInputException if the exponent is not 1 and the stimulus has negative values
   */
  public double[] response(int run, PrfParameters parameters) {
    double[] drive = drive(run, parameters);
    if (parameters.exponent() != 1) {
      requireNoNegative(stimulus);
      for (int m = 0; m < drive.length; m++) drive[m] = Math.pow(drive[m], parameters.exponent());
    }
    return haemodynamics.to(drive);
  }

  /** Response with a voxel's gain and baseline, drift not included. */
  public double[] predict(int run, PrfEstimate estimate) {
    double[] response = response(run, estimate.parameters());
    for (int n = 0; n < response.length; n++) {
      response[n] = estimate.gain() * response[n] + estimate.baseline();
    }
    return response;
  }

  static void requireNoNegative(PrfStimulus stimulus) {
    if (stimulus.least() >= 0) return;
    throw new BadInputException(
        "stimuli",
        "values of 0 or more for compressive summation",
        "" + stimulus.least(),
        "give apertures or contrasts, or fit with linear summation");
  }

  private double[] drive(int run, PrfParameters parameters) {
    AreaReduction reduction = stimulus.reduction();
    float[] series = stimulus.run(run);
    int count = stimulus.volumeCount(run);
    double[] drive = new double[count];
    double sigma = parameters.sigmaPx();
    double peak = reduction.areaPx() / (2 * Math.PI * sigma * sigma);
    for (int p = 0; p < reduction.pixelCount(); p++) {
      double dx = (reduction.xPx(p % reduction.width) - parameters.xPx()) / sigma;
      double dy = (reduction.yPx(p / reduction.width) - parameters.yPx()) / sigma;
      double g = peak * Math.exp(-(dx * dx + dy * dy) / 2);
      for (int m = 0; m < count; m++) drive[m] += g * series[p * count + m];
    }
    return drive;
  }
}
