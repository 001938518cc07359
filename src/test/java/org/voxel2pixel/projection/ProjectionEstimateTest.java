// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class ProjectionEstimateTest {
  private static final ProjectionEstimate ESTIMATE =
      new ProjectionEstimate(3L << 20, 5L << 20, 40_000_000, 8_000_000_000L);

  @Test
  void itIsPrintedInOneLine() {
    assertEquals(
        "3.0 MiB, 5.0 MiB while built in about 2.0 s; about 10.0 ms an image", ESTIMATE.summary());
  }

  @Test
  void memoryThatDoesNotSufficeIsRefusedWithBothNumbers() {
    assertDoesNotThrow(() -> ESTIMATE.requireMemory("inverse of the fields", 5L << 20));
    String message =
        assertThrows(
                BadInputException.class,
                () -> ESTIMATE.requireMemory("inverse of the fields", 4L << 20))
            .getMessage();
    assertTrue(message.startsWith("inverse of the fields: expected at most 4.0 MiB"), message);
    assertTrue(message.contains("found 5.0 MiB needed"), message);
  }

  @Test
  void moreEntriesThanAnArrayHoldsAreRefused() {
    assertDoesNotThrow(() -> ProjectionEstimate.requireEntries("V1", Integer.MAX_VALUE - 8));
    String message =
        assertThrows(
                BadInputException.class,
                () -> ProjectionEstimate.requireEntries("V1", Integer.MAX_VALUE))
            .getMessage();
    assertTrue(message.contains("region V1"), message);
  }
}
