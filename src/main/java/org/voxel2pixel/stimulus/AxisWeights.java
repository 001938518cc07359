// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/**
 * Which source pixels make up each target pixel along one axis, and with which weight; the weights
 * of a target pixel sum to 1. {@link FrameResize} states the equations.
 */
final class AxisWeights {
  private final int[] first; // [target]
  private final double[][] weights; // [target][n], n-th source pixel from first

  private AxisWeights(int[] first, double[][] weights) {
    this.first = first;
    this.weights = weights;
  }

  static AxisWeights of(int sourceCount, int targetCount) {
    return targetCount <= sourceCount
        ? areaMeans(sourceCount, targetCount)
        : linear(sourceCount, targetCount);
  }

  private static AxisWeights areaMeans(int sourceCount, int targetCount) {
    double step = (double) sourceCount / targetCount;
    int[] first = new int[targetCount];
    double[][] weights = new double[targetCount][];
    for (int i = 0; i < targetCount; i++) {
      // In whole numbers, so that a border on a pixel's edge takes nothing of the next pixel.
      long begin = (long) i * sourceCount;
      long end = begin + sourceCount;
      first[i] = (int) (begin / targetCount);
      int last = (int) ((end - 1) / targetCount);
      weights[i] = new double[last - first[i] + 1];
      for (int p = first[i]; p <= last; p++) {
        long from = Math.max(begin, (long) p * targetCount);
        long to = Math.min(end, (long) (p + 1) * targetCount);
        weights[i][p - first[i]] = (double) (to - from) / targetCount / step;
      }
    }
    return new AxisWeights(first, weights);
  }

  private static AxisWeights linear(int sourceCount, int targetCount) {
    double step = (double) sourceCount / targetCount;
    int[] first = new int[targetCount];
    double[][] weights = new double[targetCount][];
    for (int i = 0; i < targetCount; i++) {
      double at = Math.min(Math.max((i + 0.5) * step - 0.5, 0), sourceCount - 1);
      first[i] = (int) Math.min(Math.floor(at), Math.max(sourceCount - 2, 0));
      double beyond = at - first[i];
      weights[i] = sourceCount == 1 ? new double[] {1} : new double[] {1 - beyond, beyond};
    }
    return new AxisWeights(first, weights);
  }

  int targetCount() {
    return first.length;
  }

  int first(int target) {
    return first[target];
  }

  int count(int target) {
    return weights[target].length;
  }

  double weight(int target, int n) {
    return weights[target][n];
  }
}
