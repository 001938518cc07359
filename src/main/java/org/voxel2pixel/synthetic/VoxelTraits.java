// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * What stays the same in a tissue voxel over all runs: its mean, how strongly it responds, how
 * noisy it is, and how head motion shows in it. All in scanner units, all {@code [tissue voxel]}.
 */
final class VoxelTraits {
  private static final double MEAN_SPREAD = 0.05; // standard deviation over voxels, of the mean
  private static final double GAIN_SPREAD = 0.2; // standard deviation of the gain's logarithm
  private static final double MOTION_SHARE_PER_MM = 0.03; // of the mean, for one parameter

  final int[] flatIndex;
  final int[] areaVoxel; // or -1
  final float[] mean;
  final float[] signal; // standard deviation of the response; 0 outside the areas
  final float[] noise;
  final float[] drift;
  final float[][] motionPerMm; // [tissue voxel][parameter]

  VoxelTraits(SyntheticBrain brain, SyntheticPerson person) {
    SyntheticSettings.Amplitudes amplitudes = person.amplitudes();
    RandomGenerator random = SeedStream.of(person.seed(), "voxels");
    this.flatIndex = brain.tissue();
    int count = flatIndex.length;
    this.areaVoxel = new int[count];
    Arrays.fill(areaVoxel, -1);
    for (int v = 0; v < brain.areaVoxelCount(); v++) {
      areaVoxel[Arrays.binarySearch(flatIndex, brain.flatIndex(v))] = v;
    }
    this.mean = new float[count];
    this.signal = new float[count];
    this.noise = new float[count];
    this.drift = new float[count];
    this.motionPerMm = new float[count][HeadMotion.PARAMETER_COUNT];
    for (int t = 0; t < count; t++) {
      double spread = Math.max(-3, Math.min(3, random.nextGaussian()));
      mean[t] = (float) (SyntheticBrain.MEAN_UNITS * (1 + MEAN_SPREAD * spread));
      double gain = Math.exp(GAIN_SPREAD * random.nextGaussian());
      double response = mean[t] * gain * amplitudes.signalPercent() / 100;
      signal[t] = areaVoxel[t] < 0 ? 0 : (float) response;
      noise[t] = (float) (response / amplitudes.snr());
      drift[t] = (float) (mean[t] * amplitudes.driftPercent() / 100);
      for (int m = 0; m < HeadMotion.PARAMETER_COUNT; m++) {
        motionPerMm[t][m] = (float) (mean[t] * MOTION_SHARE_PER_MM * random.nextGaussian());
      }
    }
  }

  int count() {
    return flatIndex.length;
  }
}
