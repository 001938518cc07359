// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryPlanTest {
  private static final int CAPACITY = 6;
  private static final int BATCH = 4;

  @Test
  void whileTheBufferIsNotFullEveryPairPassesThroughAndIsStored() {
    HistoryPlan first = HistoryPlan.of(CAPACITY, BATCH, 7, 0);
    assertArrayEquals(new int[] {6, 7, 8, 9}, first.shown());
    assertArrayEquals(new int[] {6, 7, 8, 9, 4, 5}, first.kept());
  }

  @Test
  void theBufferFillsUpInTheMiddleOfABatch() {
    HistoryPlan second = HistoryPlan.of(CAPACITY, BATCH, 7, 1);
    assertEquals(CAPACITY, second.shown()[0], "fifth pair passes through");
    assertEquals(CAPACITY + 1, second.shown()[1], "sixth pair passes through");
    assertTrue(isOld(second, 4) || second.kept()[4] >= CAPACITY);
    assertTrue(isOld(second, 0), "places 0 to 3 hold what the first batch stored, or newer");
  }

  private static boolean isOld(HistoryPlan plan, int place) {
    return plan.kept()[place] == place || plan.kept()[place] >= CAPACITY;
  }

  @Test
  void onceFullAboutHalfOfWhatIsShownIsStoredAndEveryShownStoredPairIsReplacedByTheNewOne() {
    int old = 0;
    int all = 0;
    for (int step = 100; step < 1100; step++) {
      // A batch of one: what is shown and what is kept can be told apart without order effects.
      HistoryPlan plan = HistoryPlan.of(CAPACITY, 1, 3, step);
      int shown = plan.shown()[0];
      all++;
      if (shown == CAPACITY) {
        for (int p = 0; p < CAPACITY; p++) assertEquals(p, plan.kept()[p], "nothing stored");
      } else {
        old++;
        assertEquals(CAPACITY, plan.kept()[shown], "the new pair takes the shown one's place");
      }
    }
    // Binomial, p = 1/2, n = 1000: four standard deviations are 63.
    assertEquals(all / 2.0, old, 63);
  }

  @Test
  void everyPlaceIsDrawn() {
    Set<Integer> drawn = new HashSet<>();
    for (int step = 100; step < 400; step++) {
      drawn.add(HistoryPlan.of(CAPACITY, 1, 3, step).shown()[0]);
    }
    assertEquals(CAPACITY + 1, drawn.size());
  }

  @Test
  void noPairIsKeptTwice() {
    for (int step = 0; step < 200; step++) {
      HistoryPlan plan = HistoryPlan.of(CAPACITY, BATCH, 11, step);
      Set<Integer> kept = new HashSet<>();
      for (int index : plan.kept()) assertTrue(kept.add(index), "step " + step);
    }
  }

  @Test
  void seedAndStepAloneDecide() {
    assertArrayEquals(
        HistoryPlan.of(CAPACITY, BATCH, 5, 42).shown(),
        HistoryPlan.of(CAPACITY, BATCH, 5, 42).shown());
    int different = 0;
    for (int step = 10; step < 60; step++) {
      int a = HistoryPlan.of(CAPACITY, 1, 5, step).shown()[0];
      if (a != HistoryPlan.of(CAPACITY, 1, 6, step).shown()[0]) different++;
    }
    assertTrue(different > 10, "another seed chooses otherwise");
  }
}
