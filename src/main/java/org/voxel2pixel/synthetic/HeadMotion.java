// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/**
 * Six rigid-body parameters over a run, in BIDS' order and units: {@code trans_x, trans_y, trans_z}
 * in mm, {@code rot_x, rot_y, rot_z} in rad. Each wanders and comes back within about {@value
 * #RETURN_SEC} s (an AR(1) process), scaled to the wanted standard deviation; rotations count as
 * the way on a sphere of 50 mm (Power et al. 2012).
 */
final class HeadMotion {
  static final int PARAMETER_COUNT = 6;

  private static final int ROTATIONS_FROM = 3;
  private static final double HEAD_RADIUS_MM = 50;
  private static final double RETURN_SEC = 10;

  private final double[][] mm; // [parameter][volume], rotations as mm too

  HeadMotion(int volumeCount, double trSec, double standardDeviationMm, RandomGenerator random) {
    double kept = Math.exp(-trSec / RETURN_SEC);
    this.mm = new double[PARAMETER_COUNT][volumeCount];
    for (double[] walk : mm) {
      for (int n = 1; n < volumeCount; n++) walk[n] = kept * walk[n - 1] + random.nextGaussian();
      double scale = standardDeviationMm / standardDeviation(walk);
      for (int n = 0; n < volumeCount; n++) walk[n] *= scale;
    }
  }

  private static double standardDeviation(double[] values) {
    double mean = 0;
    for (double value : values) mean += value / values.length;
    double variance = 0;
    for (double value : values) variance += (value - mean) * (value - mean) / values.length;
    return Math.sqrt(variance);
  }

  /** As way in mm, rotations on the sphere. */
  double mm(int parameter, int volume) {
    return mm[parameter][volume];
  }

  /** As in a confounds table: mm, or rad from the fourth parameter on. */
  double tabled(int parameter, int volume) {
    return mm[parameter][volume] / (parameter < ROTATIONS_FROM ? 1 : HEAD_RADIUS_MM);
  }
}
