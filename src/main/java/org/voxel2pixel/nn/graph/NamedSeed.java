// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.nio.charset.StandardCharsets;

/**
 * A seed for each name from one run seed, so that a variable's initial values depend on neither the
 * order in which variables are made nor on how many there are.
 *
 * <p>FNV-1a over the UTF-8 name, then the finaliser of splitmix64 (Steele et al. 2014) over the sum
 * with the run seed.
 */
final class NamedSeed {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private NamedSeed() {}

  static long of(long runSeed, String name) {
    long hash = FNV_OFFSET;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    return finalise(hash + finalise(runSeed));
  }

  private static long finalise(long seed) {
    long z = seed + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
