// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LagWindowTest {

  @Test
  void bothEndsCount() {
    assertEquals(5, new LagWindow(3, 7).count());
    assertEquals(1, new LagWindow(0, 0).count());
  }

  @Test
  void aResponseCannotPrecedeItsStimulus() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new LagWindow(-1, 2));
    assertTrue(e.getMessage().contains("was -1..2"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new LagWindow(3, 2));
  }
}
