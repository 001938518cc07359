// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings each voxel's responses to mean 0 and standard deviation 1 over all training volumes, so
 * that one number says how strong a signal is. Test responses are brought to the same scale.
 */
final class StandardResponse {
  private final BoldResponse bold;
  private final double[] mean; // [voxel]
  private final double[] standardDeviation; // [voxel]

  /**
   * @param trainingDrives {@code [run] -> [voxel][frame]}
   * @param volumeCount of each training run
   */
  StandardResponse(BoldResponse bold, List<float[][]> trainingDrives, int volumeCount) {
    this.bold = bold;
    int voxelCount = trainingDrives.get(0).length;
    this.mean = new double[voxelCount];
    this.standardDeviation = new double[voxelCount];
    double volumes = (double) volumeCount * trainingDrives.size();
    IntStream.range(0, voxelCount)
        .parallel()
        .forEach(
            v -> {
              double sum = 0;
              double squares = 0;
              for (float[][] drives : trainingDrives) {
                for (double value : bold.of(drives[v], volumeCount)) {
                  sum += value;
                  squares += value * value;
                }
              }
              mean[v] = sum / volumes;
              standardDeviation[v] = Math.sqrt(squares / volumes - mean[v] * mean[v]);
            });
  }

  /** The standardised response of all voxels to a run, {@code [voxel][volume]}. */
  float[][] of(float[][] drives, int volumeCount) {
    float[][] standard = new float[drives.length][volumeCount];
    IntStream.range(0, drives.length)
        .parallel()
        .forEach(
            v -> {
              double[] response = bold.of(drives[v], volumeCount);
              for (int n = 0; n < volumeCount; n++) {
                standard[v][n] = (float) ((response[n] - mean[v]) / standardDeviation[v]);
              }
            });
    return standard;
  }
}
