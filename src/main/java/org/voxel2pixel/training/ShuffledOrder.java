// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.SplittableRandom;

/**
 * The order in which training meets its examples: an endless row of permutations, a fresh one each
 * epoch. A batch may straddle two epochs, so no example is ever left out. What stands at a position
 * depends on the seed and the position alone: resuming needs no more than the step number.
 */
public final class ShuffledOrder {
  private final int count;
  private final long seed;
  private long epoch = -1;
  private int[] permutation = {};

  public ShuffledOrder(int count, long seed) {
    if (count < 1) throw new IllegalArgumentException("count must be >= 1, was " + count);
    this.count = count;
    this.seed = seed;
  }

  /** The examples of a step's batch. */
  public int[] batch(long step, int batchSize) {
    int[] examples = new int[batchSize];
    for (int b = 0; b < batchSize; b++) examples[b] = at(step * batchSize + b);
    return examples;
  }

  private int at(long position) {
    long wanted = position / count;
    if (wanted != epoch) {
      epoch = wanted;
      permutation = permutation(wanted);
    }
    return permutation[(int) (position % count)];
  }

  private int[] permutation(long ofEpoch) {
    SplittableRandom random = new SplittableRandom(seed ^ (0xD1B54A32D192ED03L * (ofEpoch + 1)));
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
