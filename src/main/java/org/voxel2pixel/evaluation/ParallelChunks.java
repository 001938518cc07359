// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;

/**
 * Independent units of work over all processors, a chunk at a time; between chunks the calling
 * thread reports and looks whether to stop, so that a {@link Progress} meets one thread only.
 */
record ParallelChunks(int unitCount, int chunk) {

  /**
   * @param wantedChunk units between two reports, raised to the number of processors where fewer
   */
  static ParallelChunks of(int unitCount, int wantedChunk) {
    return new ParallelChunks(
        unitCount, Math.max(wantedChunk, Runtime.getRuntime().availableProcessors()));
  }

  void run(String stage, Progress progress, IntConsumer unit) {
    for (int first = 0; first < unitCount; first += chunk) {
      progress.checkCancelled();
      progress.report(stage, first, unitCount);
      IntStream.range(first, Math.min(first + chunk, unitCount)).parallel().forEach(unit);
    }
    progress.report(stage, unitCount, unitCount);
  }
}
