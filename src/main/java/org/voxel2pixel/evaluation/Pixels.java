// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import org.voxel2pixel.BadInputException;

/** What every measure asks of a flat array of pixel values. */
final class Pixels {
  private Pixels() {}

  static void requireLength(String name, float[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          name + " must have " + expected + " values, had " + values.length);
    }
  }

  static void requireUnitRange(String name, float[] values) {
    for (int v = 0; v < values.length; v++) {
      if (!(values[v] >= 0 && values[v] <= 1)) { // this way round, NaN fails too
        throw new BadInputException(
            name,
            "values from 0 to 1",
            values[v] + " at value " + v,
            "divide 8-bit values by 255, clip reconstructions that overshoot, and train again if"
                + " they are not numbers");
      }
    }
  }

  static float[] clipToUnitRange(float[] values) {
    float[] clipped = values;
    for (int v = 0; v < values.length; v++) {
      float inside = Math.min(1f, Math.max(0f, values[v])); // NaN stays NaN and is refused later
      if (inside != values[v] && clipped == values) clipped = values.clone();
      if (clipped != values) clipped[v] = inside;
    }
    return clipped;
  }

  /** Whether all values are the same; decided by comparison, so that rounding has no say. */
  static boolean isConstant(float[] values) {
    for (float value : values) {
      if (value != values[0]) return false;
    }
    return true;
  }

  static double mean(float[] values) {
    double sum = 0;
    for (float value : values) sum += value;
    return sum / values.length;
  }

  /** {@code sqrt(Σ (values - mean)²)}. */
  static double normAround(double mean, float[] values) {
    double sum = 0;
    for (float value : values) sum += (value - mean) * (value - mean);
    return Math.sqrt(sum);
  }
}
