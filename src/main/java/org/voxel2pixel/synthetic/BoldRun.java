// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/**
 * The volumes of one run, one after the other. In tissue
 *
 * <pre>
 *   value = mean (1 + offset) + signal z[n] + noise (sqrt(1/2) a[n] + sqrt(1/2) w[n]) + drift[n]
 *           + sum_m motionPerMm_m motion_m[n],     a[n] = 0.4 a[n - 1] + sqrt(1 - 0.4^2) w'[n]
 * </pre>
 *
 * with {@code w, w'} standard normal and the run's offset normal with standard deviation 0.5 %; in
 * air {@code |8 w|}. Not thread-safe.
 */
final class BoldRun {
  static final double AUTOREGRESSION = 0.4;
  static final double OFFSET_SPREAD = 0.005;

  private static final double AIR_UNITS = 8;
  private static final double INNOVATION = Math.sqrt(1 - AUTOREGRESSION * AUTOREGRESSION);

  private final VoxelTraits traits;
  private final float[][] z; // [area voxel][volume]
  private final HeadMotion motion;
  private final SlowDrift drift;
  private final RandomGenerator random;
  private final double offset;
  private final double[] autoregressive; // [tissue voxel]
  private int volume;

  BoldRun(
      VoxelTraits traits, float[][] z, HeadMotion motion, double trSec, RandomGenerator random) {
    this.traits = traits;
    this.z = z;
    this.motion = motion;
    this.random = random;
    this.drift = new SlowDrift(z[0].length, trSec, traits.drift, random);
    this.offset = OFFSET_SPREAD * random.nextGaussian();
    this.autoregressive = new double[traits.count()];
    for (int t = 0; t < autoregressive.length; t++) autoregressive[t] = random.nextGaussian();
  }

  /**
   * Makes the next volume.
   *
   * @param image filled at every voxel, {@code [(k * ny + j) * nx + i]}
   */
  void next(float[] image, SyntheticBrain brain, MeasuredSnr measured) {
    for (int p = 0; p < image.length; p++) {
      image[p] = (float) Math.abs(AIR_UNITS * random.nextGaussian());
    }
    for (int t = 0; t < traits.count(); t++) {
      double noise = nextNoise(t) * traits.noise[t];
      double value = traits.mean[t] * (1 + offset) + noise + drift.at(t, volume) + moved(t);
      int v = traits.areaVoxel[t];
      if (v >= 0) {
        value += traits.signal[t] * z[v][volume];
        measured.add(brain.area(v), z[v][volume], noise / traits.signal[t]);
      }
      image[traits.flatIndex[t]] = (float) value;
    }
    volume++;
  }

  private double nextNoise(int t) {
    autoregressive[t] = AUTOREGRESSION * autoregressive[t] + INNOVATION * random.nextGaussian();
    return Math.sqrt(0.5) * (autoregressive[t] + random.nextGaussian());
  }

  private double moved(int t) {
    double sum = 0;
    for (int m = 0; m < HeadMotion.PARAMETER_COUNT; m++) {
      sum += traits.motionPerMm[t][m] * motion.mm(m, volume);
    }
    return sum;
  }
}
