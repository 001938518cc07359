// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import org.voxel2pixel.signal.HaemodynamicResponse;

/**
 * The BOLD response to stimuli that each last one TR: with {@code h} the double-gamma response of
 * {@link HaemodynamicResponse} (0 before 0 s and after 32 s), the stimulus of volume m shown from
 * {@code m TR} to {@code (m + 1) TR}, and volume n taken at {@code n TR},
 *
 * <pre>
 *   weight[k] = integral of h from (k - 1) TR - delay to k TR - delay, divided by the sum of all
 *   bold[n]   = sum over k of weight[k] drive[n - k]        within the run, 0 outside
 * </pre>
 *
 * so that a constant drive of 1 settles at 1. The integral is taken by the trapezoid rule on steps
 * of at most 10 ms. Immutable.
 */
final class DelayedResponse {
  static final double GREATEST_DELAY_SEC = 10;

  private static final double RESPONSE_SEC = 32;
  private static final double GREATEST_STEP_SEC = 0.01;

  private final int firstLag; // volumes; negative where the delay is
  private final double[] weights; // [lag - firstLag]

  DelayedResponse(double trSec, double delaySec) {
    int steps = (int) Math.ceil(trSec / GREATEST_STEP_SEC);
    double stepSec = trSec / steps;
    double[] impulse =
        HaemodynamicResponse.doubleGamma(stepSec, Math.max(RESPONSE_SEC, 2 * stepSec));
    double[] integral = new double[impulse.length]; // from 0 to n steps
    for (int n = 1; n < impulse.length; n++) {
      integral[n] = integral[n - 1] + (impulse[n - 1] + impulse[n]) / 2;
    }
    firstLag = (int) Math.floor(delaySec / trSec) + 1;
    int lastLag = (int) Math.ceil((RESPONSE_SEC + delaySec) / trSec);
    weights = new double[lastLag - firstLag + 1];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double toSec = (firstLag + k) * trSec - delaySec;
      weights[k] = at(integral, toSec / stepSec) - at(integral, (toSec - trSec) / stepSec);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) weights[k] /= sum;
  }

  /** Between two steps, by a straight line. */
  private static double at(double[] integral, double step) {
    if (step <= 0) return 0;
    int before = (int) step;
    if (before >= integral.length - 1) return integral[integral.length - 1];
    return integral[before] + (step - before) * (integral[before + 1] - integral[before]);
  }

  /** Response of one run. */
  double[] to(double[] drive) {
    double[] bold = new double[drive.length];
    for (int k = 0; k < weights.length; k++) {
      int lag = firstLag + k;
      for (int n = Math.max(0, lag); n < Math.min(drive.length, drive.length + lag); n++) {
        bold[n] += weights[k] * drive[n - lag];
      }
    }
    return bold;
  }
}
