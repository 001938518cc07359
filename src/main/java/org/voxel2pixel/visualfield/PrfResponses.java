// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;
import java.util.Locale;

/**
 * Where {@link PrfFit} reads the voxels' responses, some voxels of a run at a time, so that an
 * experiment need not fit into memory. What is read twice must be the same twice. Called by one
 * thread at a time.
 */
public interface PrfResponses {

  int voxelCount();

  int runCount();

  /** Volumes of a run. */
  int volumeCount(int run);

  /**
   * Reads all volumes of neighbouring voxels.
   *
   * @param run from 0
   * @param firstVoxel from 0
   * @param count voxels to read
   * @param into filled at {@code [volume * count + voxel - firstVoxel]}; may be longer
   */
  void read(int run, int firstVoxel, int count, float[] into);

  /**
   * Responses that are in memory.
   *
   * @param runs {@code [volume * voxelCount + voxel]} each; not copied
   */
  static PrfResponses of(int voxelCount, List<float[]> runs) {
    if (voxelCount < 1 || runs.isEmpty()) {
      throw new IllegalArgumentException(
          "voxelCount must be >= 1, was " + voxelCount + ", in >= 1 runs, were " + runs.size());
    }
    List<float[]> all = List.copyOf(runs);
    for (float[] run : all) {
      if (run.length == 0 || run.length % voxelCount != 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "runs must have whole volumes of %d voxels, one had %d values",
                voxelCount,
                run.length));
      }
    }
    return new PrfResponses() {
      @Override
      public int voxelCount() {
        return voxelCount;
      }

      @Override
      public int runCount() {
        return all.size();
      }

      @Override
      public int volumeCount(int run) {
        return all.get(run).length / voxelCount;
      }

      @Override
      public void read(int run, int firstVoxel, int count, float[] into) {
        float[] from = all.get(run);
        for (int n = 0; n < volumeCount(run); n++) {
          System.arraycopy(from, n * voxelCount + firstVoxel, into, n * count, count);
        }
      }
    };
  }
}
