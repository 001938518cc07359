// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelCorrelationTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void equalsNumpyAndSoDoesTheMeanSquaredError(int pair) {
    float[] a = Oracle.presented(pair);
    float[] b = Oracle.reconstructed(pair);
    assertEquals(Oracle.expected("pixcorr_" + pair), PixelCorrelation.of(a, b), 1e-12);
    assertEquals(Oracle.expected("mse_" + pair), MeanSquaredError.of(a, b), 1e-14);
  }

  @Test
  void ofAConstantImageIsNaNEvenWhereItsMeanRounds() {
    float[] constant = new float[1001];
    Arrays.fill(constant, 0.1f);
    float[] ramp = new float[1001];
    for (int v = 0; v < ramp.length; v++) ramp[v] = v / 1000f;
    assertEquals(Double.NaN, PixelCorrelation.of(constant, ramp));
    assertEquals(Double.NaN, PixelCorrelation.of(ramp, constant));
    assertEquals(1, PixelCorrelation.of(ramp, ramp));
  }

  @Test
  void refusesImagesOfDifferentSizes() {
    assertThrows(
        IllegalArgumentException.class, () -> PixelCorrelation.of(new float[3], new float[4]));
    assertThrows(
        IllegalArgumentException.class, () -> MeanSquaredError.of(new float[3], new float[4]));
  }
}
