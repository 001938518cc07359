// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Independent streams of random numbers from one seed: a stream a purpose, by name, so that a
 * longer film does not change the noise, and runs can be made in any order.
 */
final class SeedStream {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private SeedStream() {}

  /** The stream of that name: the same numbers at each call. */
  static RandomGenerator of(long seed, String name) {
    long hash = FNV_OFFSET; // FNV-1a, 64 bits
    for (int n = 0; n < name.length(); n++) hash = (hash ^ name.charAt(n)) * FNV_PRIME;
    return new SplittableRandom(new SplittableRandom(seed).nextLong() ^ hash);
  }

  /** Puts a list in a random order, every order alike (Fisher and Yates). */
  static void shuffle(List<?> list, RandomGenerator random) {
    for (int last = list.size() - 1; last > 0; last--) {
      Collections.swap(list, last, random.nextInt(last + 1));
    }
  }
}
