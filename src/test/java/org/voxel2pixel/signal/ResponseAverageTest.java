// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class ResponseAverageTest {

  @Test
  void theAverageIsTakenValueByValue() {
    float[][] runs = {{1, 2, 3}, {3, 2, -3}, {5, 2, 6}};
    assertArrayEquals(new float[] {3, 2, 2}, ResponseAverage.of(runs));
  }

  @Test
  void manyRepeatsAreSummedInDouble() {
    float[][] runs = new float[3000][];
    for (int r = 0; r < runs.length; r++) runs[r] = new float[] {16777216f + 2 * (r % 2)};
    assertEquals(16777217.0, ResponseAverage.of(runs)[0], 1.0); // in float the sum would drift
    float[][] thirds = {{1e8f}, {1}, {-1e8f}};
    assertEquals((float) (1.0 / 3), ResponseAverage.of(thirds)[0]);
  }

  @Test
  void repeatsOfDifferentLengthsAreRefusedWithBothLengths() {
    float[][] runs = {new float[4], new float[5]};
    BadInputException e = assertThrows(BadInputException.class, () -> ResponseAverage.of(runs));
    assertTrue(e.getMessage().contains("repeat 2 of 2: expected 4 values"), e.getMessage());
    assertTrue(e.getMessage().contains("found 5 values"), e.getMessage());
  }

  @Test
  void nanIsRefused() {
    float[][] runs = {{0}, {Float.NaN}};
    BadInputException e = assertThrows(BadInputException.class, () -> ResponseAverage.of(runs));
    assertTrue(e.getMessage().contains("repeat 2 of 2"), e.getMessage());
  }
}
