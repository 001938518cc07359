// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * The mean of the values that are defined, and how many were not.
 *
 * @param value NaN if none is defined
 */
record DefinedMean(double value, int undefinedCount) {

  /** Leaves NaN out; sums in order. */
  static DefinedMean of(double[] values) {
    double sum = 0;
    int defined = 0;
    for (double value : values) {
      if (Double.isNaN(value)) continue;
      sum += value;
      defined++;
    }
    return new DefinedMean(defined == 0 ? Double.NaN : sum / defined, values.length - defined);
  }
}
