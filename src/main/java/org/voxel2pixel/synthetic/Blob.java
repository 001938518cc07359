// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.random.RandomGenerator;

/**
 * A rounded body without corners or straight edges: {@code r(theta) = 1 + sum_k a_k cos(k theta +
 * p_k)}, {@code k = 2..5}, the amplitudes at most 0.4 together.
 */
final class Blob implements Outline {
  private static final int FIRST_WAVE = 2;

  private final double[] amplitude = {0.16, 0.12, 0.08, 0.04}; // of wave FIRST_WAVE + n
  private final double[] phase = new double[amplitude.length];

  Blob(RandomGenerator random) {
    for (int n = 0; n < amplitude.length; n++) {
      amplitude[n] *= random.nextDouble(-1, 1);
      phase[n] = random.nextDouble(2 * Math.PI);
    }
  }

  /** Along the ray, divided by the edge's slope to it: right near the edge, of the right sign. */
  @Override
  public double signedDistance(double x, double y) {
    double angle = Math.atan2(y, x);
    double radius = 1;
    double slope = 0;
    for (int n = 0; n < amplitude.length; n++) {
      int wave = FIRST_WAVE + n;
      radius += amplitude[n] * Math.cos(wave * angle + phase[n]);
      slope -= wave * amplitude[n] * Math.sin(wave * angle + phase[n]);
    }
    double steepness = slope / radius;
    return (Math.sqrt(x * x + y * y) - radius) / Math.sqrt(1 + steepness * steepness);
  }
}
