// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PrfResponses;

/**
 * A region's responses in memory, each voxel z-scored run by run with the mean and the standard
 * deviation of the run's training responses; 0 throughout a run in which a voxel is constant.
 */
final class RegionBold {
  private final int voxelCount;
  private final List<float[]> runs = new ArrayList<>(); // [volume * voxelCount + voxel]

  /**
   * @throws BadInputException if runs or volumes are not those of the frames, or a value is not
   *     finite
   */
  RegionBold(NifRegion region, NifFrames frames, NifRows rows) {
    PrfResponses responses = region.responses();
    voxelCount = responses.voxelCount();
    requireSame(region, "runs", frames.runCount(), responses.runCount());
    for (int run = 0; run < frames.runCount(); run++) {
      int volumes = responses.volumeCount(run);
      requireSame(region, "volumes in run " + run, frames.volumeCount(run), volumes);
      float[] values = new float[Math.multiplyExact(volumes, voxelCount)];
      responses.read(run, 0, voxelCount, values);
      requireFinite(region, run, values);
      runs.add(values);
    }
    for (int run = 0; run < runs.size(); run++) {
      int of = run;
      int[] training =
          rows.training().stream()
              .filter(row -> row.run() == of)
              .mapToInt(NifRows.Row::volume)
              .toArray();
      for (int v = 0; v < voxelCount; v++) standardise(runs.get(run), v, training);
    }
  }

  private static void requireSame(NifRegion region, String what, int expected, int found) {
    if (expected == found) return;
    throw new BadInputException(
        "responses of " + region.name(),
        expected + " " + what + ", as the frames have",
        String.valueOf(found),
        "give the frames of these very runs");
  }

  private void requireFinite(NifRegion region, int run, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Float.isFinite(values[i])) continue;
      throw new BadInputException(
          "responses of " + region.name(),
          "finite numbers",
          "%s at voxel %d, volume %d of run %d"
              .formatted(values[i], i % voxelCount, i / voxelCount, run),
          "leave this voxel out");
    }
  }

  private void standardise(float[] run, int voxel, int[] training) {
    double mean = 0;
    for (int t : training) mean += run[t * voxelCount + voxel];
    mean /= Math.max(1, training.length);
    double squares = 0;
    for (int t : training) {
      double d = run[t * voxelCount + voxel] - mean;
      squares += d * d;
    }
    double sd = Math.sqrt(squares / Math.max(1, training.length));
    // What float32 leaves of a constant's mean is not a signal.
    boolean constant = sd <= 1e-6 * Math.abs(mean);
    for (int i = voxel; i < run.length; i += voxelCount) {
      run[i] = constant ? 0 : (float) ((run[i] - mean) / sd);
    }
  }

  int voxelCount() {
    return voxelCount;
  }

  /** Writes all voxels of a response into {@code into} from {@code offset} on. */
  void read(NifRows.Row row, float[] into, int offset) {
    System.arraycopy(runs.get(row.run()), row.volume() * voxelCount, into, offset, voxelCount);
  }
}
