// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Independent units of work over all processors, a few at a time; in between, the calling thread
 * reports and looks whether to stop, so that a Progress meets one thread only.
 */
final class ParallelChunks {
  private ParallelChunks() {}

  /**
   * @param wantedChunk units between two looks, raised to twice the number of processors
   * @param look called before each chunk with the units done, in the calling thread
   * @param unit called with each unit, in any thread
   */
  static void run(int unitCount, int wantedChunk, IntConsumer look, IntConsumer unit) {
    int chunk = Math.max(wantedChunk, 2 * Runtime.getRuntime().availableProcessors());
    for (int first = 0; first < unitCount; first += chunk) {
      look.accept(first);
      IntStream.range(first, Math.min(first + chunk, unitCount)).parallel().forEach(unit);
    }
  }
}
