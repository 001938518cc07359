// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.imagej.FloatHyperstack;
import org.voxel2pixel.projection.VoxelProjection;

/**
 * The planes of RFSimages, painted when they are asked for. The last painted sample is kept, so
 * that a sample is painted once when all its channels are read in turn.
 */
final class PaintedPlanes implements FloatHyperstack.Planes {
  private final Dataset dataset;
  private final VoxelProjection projection;
  private final int[] rows;
  private final float[][] responses; // [lag][voxel]
  private final float[] rfs; // [(y * width + x) * channelCount + channel]
  private int painted = -1;

  /**
   * @param rows the dataset's sample row of each frame
   */
  PaintedPlanes(Dataset dataset, VoxelProjection projection, int[] rows) {
    this.dataset = dataset;
    this.projection = projection;
    this.rows = rows;
    this.responses = new float[dataset.lags().count()][dataset.voxelCount()];
    this.rfs = new float[projection.grid().pixelCount() * projection.channelCount()];
  }

  @Override
  public synchronized float[] plane(int frame, int channel) {
    if (frame != painted) {
      painted = -1;
      paint(frame, rfs);
      painted = frame;
    }
    float[] plane = new float[projection.grid().pixelCount()];
    for (int p = 0; p < plane.length; p++) {
      plane[p] = rfs[p * projection.channelCount() + channel];
    }
    return plane;
  }

  /**
   * Paints one sample.
   *
   * @param into {@code [(y * width + x) * channelCount + channel]}
   */
  synchronized void paint(int frame, float[] into) {
    for (int lag = 0; lag < responses.length; lag++) {
      dataset.readResponse(rows[frame] + dataset.lags().first() + lag, responses[lag]);
    }
    projection.projectLags(responses, into, 0);
  }
}
