// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;

class ShuffledNullTest {

  @Test
  void aDerangementIsAPermutationWithoutFixedPoints() {
    Random random = new Random(11);
    for (int count : new int[] {2, 3, 10, 50}) {
      for (int draw = 0; draw < 200; draw++) {
        int[] order = ShuffledNull.derangement(count, random);
        for (int i = 0; i < count; i++) assertNotEquals(i, order[i]);
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertArrayEquals(IntStream.range(0, count).toArray(), sorted);
      }
    }
  }

  @Test
  void allNineDerangementsOfFourAreEquallyLikely() {
    Random random = new Random(12);
    Map<String, Integer> counts = new TreeMap<>();
    for (int draw = 0; draw < 9000; draw++) {
      counts.merge(Arrays.toString(ShuffledNull.derangement(4, random)), 1, Integer::sum);
    }
    assertEquals(9, counts.size());
    // standard deviation of a count: sqrt(9000 · 1/9 · 8/9) = 30
    counts.forEach((order, count) -> assertEquals(1000, count, 150, order));
  }

  @Test
  void theSeedDecidesTheShuffles() {
    ShuffledNull first = new ShuffledNull(20, 5, 1);
    ShuffledNull again = new ShuffledNull(20, 5, 1);
    ShuffledNull other = new ShuffledNull(20, 5, 2);
    int differing = 0;
    for (int s = 0; s < 5; s++) {
      for (int i = 0; i < 20; i++) {
        assertEquals(first.lure(s, i), again.lure(s, i));
        assertEquals(first.label(s, i), again.label(s, i));
        assertNotEquals(i, first.lure(s, i));
        if (first.lure(s, i) != other.lure(s, i)) differing++;
      }
    }
    assertNotEquals(0, differing);
  }

  @Test
  void labelsMayBeTheImagesOwn() {
    ShuffledNull shuffled = new ShuffledNull(3, 100, 5);
    long own = IntStream.range(0, 300).filter(k -> shuffled.label(k / 3, k % 3) == k % 3).count();
    assertEquals(100, own, 35); // a third of all; standard deviation about 10
  }

  @Test
  void theMeanIsOverShuffledPairsAndLeavesUndefinedOnesOut() {
    ShuffledNull shuffled = new ShuffledNull(2, 3, 7);
    assertEquals(
        15, shuffled.mean((i, image) -> 10 * i + 20 * image - 0.0, Progress.silent()), 1e-12);
    assertEquals(
        20, shuffled.mean((i, image) -> i == 0 ? 20 * image : Double.NaN, Progress.silent()));
  }

  @Test
  void refusesASingleImage() {
    assertThrows(IllegalArgumentException.class, () -> new ShuffledNull(1, 3, 0));
    assertThrows(IllegalArgumentException.class, () -> new ShuffledNull(2, 0, 0));
  }
}
