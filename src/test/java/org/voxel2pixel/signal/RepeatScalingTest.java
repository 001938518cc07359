// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RepeatScalingTest {

  @Test
  void eachStimulusHasItsOwnRootOfItsRepeats() {
    assertEquals(4.898979f, scaled(1, 24), 5e-7f); // not 4.9
    assertEquals(4.472136f, scaled(1, 20), 5e-7f);
    assertEquals(3.464102f, scaled(1, 12), 5e-7f);
    assertEquals(-6f, scaled(-2, 9));
  }

  @Test
  void aSingleTrialStaysAsItIs() {
    float[] row = {0.1f, -7, 1e30f};
    RepeatScaling.apply(row, 1);
    assertArrayEquals(new float[] {0.1f, -7, 1e30f}, row);
  }

  @Test
  void noRepeatsAreAProgrammingMistake() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RepeatScaling.apply(new float[1], 0));
    assertTrue(e.getMessage().contains("was 0"), e.getMessage());
  }

  private static float scaled(float value, int repeats) {
    float[] row = {value};
    RepeatScaling.apply(row, repeats);
    return row[0];
  }
}
