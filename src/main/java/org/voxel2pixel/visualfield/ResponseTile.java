// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * Neighbouring voxels whose responses are in memory: without drift, as rows, each voxel's sum of
 * squares over all volumes 1 (0 for one that is constant).
 */
final class ResponseTile {
  private final float[][] rows; // [row][voxel of the tile]
  private final double[] means; // [voxel]
  private final double[] norms; // [voxel], before scaling; 0 where constant
  private final double[][] energies; // [fold][voxel], sum of squares over the fold's volumes

  private ResponseTile(float[][] rows, double[] means, double[] norms, double[][] energies) {
    this.rows = rows;
    this.means = means;
    this.norms = norms;
    this.energies = energies;
  }

  /**
   * Reads all volumes.
   *
   * @return {@code [volume * count + voxel]}
   * @throws BadInputException if a value is NaN or infinite
   */
  static float[] read(PrfResponses responses, PrfTimeline timeline, int firstVoxel, int count) {
    float[] volumes = new float[Math.multiplyExact(timeline.volumeCount(), count)];
    for (int run = 0; run < timeline.runCount(); run++) {
      int from = timeline.runStart(run);
      float[] ofRun = new float[(timeline.runStart(run + 1) - from) * count];
      responses.read(run, firstVoxel, count, ofRun);
      for (int n = 0; n < ofRun.length; n++) {
        if (!Float.isFinite(ofRun[n])) {
          throw notFinite(ofRun[n], firstVoxel + n % count, n / count, run);
        }
      }
      System.arraycopy(ofRun, 0, volumes, from * count, ofRun.length);
    }
    return volumes;
  }

  private static BadInputException notFinite(float value, int voxel, int volume, int run) {
    return new BadInputException(
        "responses",
        "finite numbers",
        String.format(
            Locale.ROOT,
            "%s at voxel %d, volume %d of run %d (counted from 0)",
            value,
            voxel,
            volume,
            run),
        "leave this voxel out of the mask, or mend the file");
  }

  /**
   * @param volumes as read; overwritten
   */
  static ResponseTile of(float[] volumes, int count, PrfTimeline timeline, PrfRows rows) {
    double[] means = new double[count];
    double[] norms = new double[count];
    for (int n = 0; n < volumes.length; n += count) {
      for (int v = 0; v < count; v++) means[v] += volumes[n + v];
    }
    timeline.removeDrift(volumes, count);
    for (int n = 0; n < volumes.length; n += count) {
      for (int v = 0; v < count; v++) norms[v] += (double) volumes[n + v] * volumes[n + v];
    }
    for (int v = 0; v < count; v++) {
      means[v] /= timeline.volumeCount();
      norms[v] = Math.sqrt(norms[v]);
    }
    float[][] scaled = new float[timeline.volumeCount()][count];
    double[][] energies = new double[timeline.foldCount()][count];
    for (int fold = 0; fold < energies.length; fold++) {
      for (int t = timeline.foldStart(fold); t < timeline.foldStart(fold + 1); t++) {
        for (int v = 0; v < count; v++) {
          if (norms[v] > 0) scaled[t][v] = (float) (volumes[t * count + v] / norms[v]);
          energies[fold][v] += (double) scaled[t][v] * scaled[t][v];
        }
      }
    }
    return new ResponseTile(rows.rowsOf(scaled, count), means, norms, energies);
  }

  int count() {
    return norms.length;
  }

  /** {@code [row][voxel]}; not to be changed. */
  float[][] rows() {
    return rows;
  }

  /** One voxel's {@code [row]}. */
  float[] series(int voxel) {
    float[] series = new float[rows.length];
    for (int row = 0; row < series.length; row++) series[row] = rows[row][voxel];
    return series;
  }

  /** Sum of squares of a voxel over all folds: 1 up to rounding, or 0 where it is constant. */
  double energy(int voxel) {
    double sum = 0;
    for (double[] fold : energies) sum += fold[voxel];
    return sum;
  }

  /** Sum of squares of a voxel over a fold. */
  double energy(int voxel, int fold) {
    return energies[fold][voxel];
  }

  /** Mean over all volumes, in the data's units. */
  double mean(int voxel) {
    return means[voxel];
  }

  /** What a voxel was divided by; 0 where it is constant. */
  double norm(int voxel) {
    return norms[voxel];
  }
}
