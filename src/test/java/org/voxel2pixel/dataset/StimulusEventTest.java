// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.signal.BlockWindow;

/** Which volumes an event has, counted by hand. */
class StimulusEventTest {

  private static BlockWindow window(double onsetSec, double durationSec, double trSec) {
    return new StimulusEvent(onsetSec, durationSec, "a").volumes(trSec);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4, 2, 0, 2", // volumes 0 and 1 begin at 0 and 2; the one at 4 begins when it ends
    "1, 3, 2, 1, 2",
    "2.0009, 2, 2, 1, 2", // rounding of a millisecond does not move it
    "2.0011, 2, 2, 2, 3",
    "0.7, 0.7, 0.7, 1, 2",
    "4.9, 0.7, 0.7, 7, 8", // 7 * 0.7 is 4.8999... in binary
    "-3, 5, 2, -1, 1",
    "2.5, 1, 2, 2, 2" // between two volumes: none
  })
  void aVolumeCountsIfItBeginsDuringTheEvent(
      double onsetSec, double durationSec, double trSec, int first, int end) {
    assertEquals(new BlockWindow(first, end - first), window(onsetSec, durationSec, trSec));
  }

  @Test
  void anEmptyWindowAndOneBeyondTheRunAreTold() {
    assertTrue(window(2.5, 1, 2).isEmpty());
    assertFalse(window(2, 2, 2).isEmpty());
    assertTrue(window(2, 2, 2).isInside(2));
    assertFalse(window(2, 2.1, 2).isInside(2));
    assertFalse(window(-3, 5, 2).isInside(10));
  }
}
