// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JitterPlanTest {

  /** 64 x 2 x 500 draws of 22 values: each expected 2909 times, SD 52.7; 5 SD leave none out. */
  @Test
  void offsetsAreUniformOver0To21() {
    int[] counts = new int[22];
    for (int step = 0; step < 500; step++) {
      for (int offset : JitterPlan.offsets(64, 21, 7, step)) counts[offset]++;
    }
    for (int count : counts) assertEquals(64_000 / 22.0, count, 5 * 52.7);
  }

  @Test
  void rowsAndColumnsAreDrawnApart() {
    double product = 0;
    int draws = 0;
    for (int step = 0; step < 200; step++) {
      int[] offsets = JitterPlan.offsets(64, 21, 7, step);
      for (int b = 0; b < 64; b++) {
        product += (offsets[2 * b] - 10.5) * (offsets[2 * b + 1] - 10.5);
        draws++;
      }
    }
    double variance = (22 * 22 - 1) / 12.0;
    assertEquals(0, product / draws / variance, 5 / Math.sqrt(draws));
  }

  @Test
  void theyDependOnSeedAndStepAlone() {
    int[] offsets = JitterPlan.offsets(8, 21, 7, 3);
    assertArrayEquals(offsets, JitterPlan.offsets(8, 21, 7, 3));
    assertFalse(Arrays.equals(offsets, JitterPlan.offsets(8, 21, 7, 4)));
    assertFalse(Arrays.equals(offsets, JitterPlan.offsets(8, 21, 8, 3)));
  }

  @Test
  void imagesOfTheCropsSizeAreNotMoved() {
    assertArrayEquals(new int[6], JitterPlan.offsets(3, 0, 7, 3));
  }
}
