// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffledOrderTest {

  @Test
  void everyEpochHoldsEachExampleOnceAndBatchesStraddleEpochs() {
    ShuffledOrder order = new ShuffledOrder(10, 1);
    int[] seen = IntStream.range(0, 15).flatMap(s -> Arrays.stream(order.batch(s, 4))).toArray();
    for (int epoch = 0; epoch < 6; epoch++) {
      int[] one = Arrays.copyOfRange(seen, 10 * epoch, 10 * epoch + 10);
      Arrays.sort(one);
      assertArrayEquals(IntStream.range(0, 10).toArray(), one);
    }
  }

  @Test
  void aStepsBatchDoesNotDependOnTheStepsBefore() {
    ShuffledOrder straight = new ShuffledOrder(10, 1);
    for (int step = 0; step < 7; step++) straight.batch(step, 4);
    assertArrayEquals(straight.batch(7, 4), new ShuffledOrder(10, 1).batch(7, 4));
  }

  @Test
  void epochsAndSeedsDiffer() {
    ShuffledOrder order = new ShuffledOrder(50, 1);
    assertFalse(Arrays.equals(order.batch(0, 50), order.batch(1, 50)));
    assertFalse(Arrays.equals(order.batch(0, 50), new ShuffledOrder(50, 2).batch(0, 50)));
  }

  @Test
  void everyExampleComesFirstAboutEquallyOften() {
    int[] firsts = new int[5];
    for (int seed = 0; seed < 5000; seed++) firsts[new ShuffledOrder(5, seed).batch(0, 1)[0]]++;
    // Binomial, p = 1/5, n = 5000: four standard deviations are 113.
    for (int count : firsts) assertEquals(1000, count, 113);
  }
}
