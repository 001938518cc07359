// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapIntervalTest {

  @Test
  void ofManyValuesNearsTheNormalInterval() {
    Random random = new Random(1);
    double[] values = new double[400];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = 3 + 2 * random.nextGaussian();
      sum += values[i];
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) squares += (value - mean) * (value - mean);
    double halfWidth = 1.96 * Math.sqrt(squares) / values.length;
    BootstrapInterval interval = BootstrapInterval.ofMean(values, 5000, 2);
    assertEquals(mean - halfWidth, interval.lower(), 0.1 * halfWidth);
    assertEquals(mean + halfWidth, interval.upper(), 0.1 * halfWidth);
    assertEquals(interval, BootstrapInterval.ofMean(values, 5000, 2));
  }

  @Test
  void ofEqualValuesIsAPoint() {
    assertEquals(
        new BootstrapInterval(0.5, 0.5),
        BootstrapInterval.ofMean(new double[] {0.5, 0.5, 0.5}, 10, 1));
  }

  @Test
  void refusesNoValuesAndUndefinedOnes() {
    assertThrows(
        IllegalArgumentException.class, () -> BootstrapInterval.ofMean(new double[0], 10, 1));
    double[] undefined = {1, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> BootstrapInterval.ofMean(undefined, 10, 1));
  }
}
