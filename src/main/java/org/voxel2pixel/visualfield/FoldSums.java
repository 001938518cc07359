// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.stream.IntStream;

/**
 * Sums over the samples of one fold, from which every mean, covariance and correlation of a
 * Gaussian's drive with a voxel follows, so that no sample need be kept. {@code x[p]} is the
 * stimulus at a working pixel, {@code y[v]} the response of a voxel.
 */
final class FoldSums {
  long sampleCount;
  final double[] x; // [p] sum of x[p]
  final double[][] xx; // [p][q] sum of x[p] x[q]
  final double[] y; // [v] sum of y[v]
  final double[] yy; // [v] sum of y[v]^2
  final double[][] yx; // [v][p] sum of y[v] x[p]

  FoldSums(int voxelCount, int pixelCount) {
    x = new double[pixelCount];
    xx = new double[pixelCount][pixelCount];
    y = new double[voxelCount];
    yy = new double[voxelCount];
    yx = new double[voxelCount][pixelCount];
  }

  static long bytes(long voxelCount, long pixelCount) {
    return Double.BYTES * (pixelCount + pixelCount * pixelCount + voxelCount * (2 + pixelCount));
  }

  /**
   * Adds samples; each row of sums is the work of one thread, in the samples' order, so that the
   * result does not depend on the number of threads.
   *
   * @param stimuli {@code [sample][p]}
   * @param responses {@code [sample][v]}
   * @param count samples to take, from the first
   */
  void add(double[][] stimuli, float[][] responses, int count) {
    sampleCount += count;
    IntStream.range(0, x.length)
        .parallel()
        .forEach(
            p -> {
              double[] column = new double[count];
              for (int s = 0; s < count; s++) x[p] += column[s] = stimuli[s][p];
              addProducts(column, stimuli, xx[p]);
            });
    IntStream.range(0, y.length)
        .parallel()
        .forEach(
            v -> {
              double[] column = new double[count];
              for (int s = 0; s < count; s++) {
                y[v] += column[s] = responses[s][v];
                yy[v] += column[s] * column[s];
              }
              addProducts(column, stimuli, yx[v]);
            });
  }

  /** {@code sums[p] += sum over s of column[s] * stimuli[s][p]}, four samples a pass. */
  private static void addProducts(double[] column, double[][] stimuli, double[] sums) {
    int s = 0;
    for (; s + 3 < column.length; s += 4) {
      double a = column[s];
      double b = column[s + 1];
      double c = column[s + 2];
      double d = column[s + 3];
      double[] xa = stimuli[s];
      double[] xb = stimuli[s + 1];
      double[] xc = stimuli[s + 2];
      double[] xd = stimuli[s + 3];
      for (int p = 0; p < sums.length; p++) {
        sums[p] += a * xa[p] + b * xb[p] + c * xc[p] + d * xd[p];
      }
    }
    for (; s < column.length; s++) {
      double a = column[s];
      double[] xa = stimuli[s];
      for (int p = 0; p < sums.length; p++) sums[p] += a * xa[p];
    }
  }
}
