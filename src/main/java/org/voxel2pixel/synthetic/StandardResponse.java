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

  StandardResponse(BoldResponse bold, int voxelCount, List<? extends RunDrive> training) {
    this.bold = bold;
    this.mean = new double[voxelCount];
    this.standardDeviation = new double[voxelCount];
    double volumes = training.stream().mapToDouble(RunDrive::volumeCount).sum();
    IntStream.range(0, voxelCount)
        .parallel()
        .forEach(
            v -> {
              double sum = 0;
              double squares = 0;
              for (RunDrive run : training) {
                for (double value : bold.of(run.of(v), run.volumeCount())) {
                  sum += value;
                  squares += value * value;
                }
              }
              mean[v] = sum / volumes;
              standardDeviation[v] = Math.sqrt(squares / volumes - mean[v] * mean[v]);
            });
  }

  /** The standardised response of all voxels to a run, {@code [voxel][volume]}. */
  float[][] of(RunDrive run) {
    int volumeCount = run.volumeCount();
    float[][] standard = new float[mean.length][volumeCount];
    IntStream.range(0, mean.length)
        .parallel()
        .forEach(
            v -> {
              double[] response = bold.of(run.of(v), volumeCount);
              for (int n = 0; n < volumeCount; n++) {
                standard[v][n] = (float) ((response[n] - mean[v]) / standardDeviation[v]);
              }
            });
    return standard;
  }
}
