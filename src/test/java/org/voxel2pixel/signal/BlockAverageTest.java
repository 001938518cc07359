// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class BlockAverageTest {
  private static final float[] RUN = {1, 10, 2, 20, 4, 40, 8, 80};

  @Test
  void onlyTheVolumesOfTheWindowCount() {
    float[] into = {-1, -1};
    BlockAverage.of(RUN, 2, new BlockWindow(1, 2), into);
    assertArrayEquals(new float[] {3, 30}, into);
    BlockAverage.of(RUN, 2, new BlockWindow(0, 4), into);
    assertArrayEquals(new float[] {3.75f, 37.5f}, into);
  }

  @Test
  void sumsAreDouble() {
    float[] into = new float[1];
    BlockAverage.of(new float[] {1e8f, 1, -1e8f, 1}, 1, new BlockWindow(0, 4), into);
    assertEquals(0.5f, into[0]); // in float it would be 0.25
  }

  @Test
  void aWindowThatPassesTheEndIsNotShortened() {
    float[] into = new float[2];
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> BlockAverage.of(RUN, 2, new BlockWindow(3, 2), into));
    assertTrue(e.getMessage().contains("within 4 volumes, was 2 from volume 3"), e.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> BlockAverage.of(RUN, 2, new BlockWindow(-1, 2), into));
    assertThrows(
        IllegalArgumentException.class,
        () -> BlockAverage.of(RUN, 2, new BlockWindow(0, 2), new float[3]));
  }

  @Test
  void nanIsRefused() {
    float[] run = {1, 2, 3, Float.NaN};
    float[] into = {-1, -1};
    BlockAverage.of(run, 2, new BlockWindow(0, 1), into);
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> BlockAverage.of(run, 2, new BlockWindow(0, 2), into));
    assertTrue(e.getMessage().contains("voxel 1, a block from volume 0"), e.getMessage());
    assertArrayEquals(new float[] {1, 2}, into);
  }
}
