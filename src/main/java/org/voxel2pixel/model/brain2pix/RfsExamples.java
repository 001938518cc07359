// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.projection.FixedRfProjection;

/**
 * Examples of Brain2Pix, gathered lazily: for sample {@code t} the RFSimage of the volumes {@code t
 * + first .. t + last} of the same run, and the frame on screen at {@code t}. Each example reads
 * {@code lags * voxels} numbers from the mapped file and paints them; no stacked copy exists. Not
 * thread-safe.
 */
public final class RfsExamples implements ExampleSource {
  private final Dataset dataset;
  private final FixedRfProjection projection;
  private final int[] rows;
  private final float[] response;
  private final byte[] frame;

  private RfsExamples(Dataset dataset, FixedRfProjection projection, int[] rows) {
    this.dataset = dataset;
    this.projection = projection;
    this.rows = rows;
    this.response = new float[dataset.voxelCount()];
    this.frame = new byte[dataset.frameWidthPx() * dataset.frameHeightPx() * ImageShape.RGB];
  }

  /** The complete examples of a split, in the dataset's order. */
  public static RfsExamples of(Dataset dataset, FixedRfProjection projection, Split split) {
    return new RfsExamples(dataset, projection, dataset.examples(split));
  }

  /** The sample row of an example. */
  public int row(int example) {
    return rows[example];
  }

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public int inputLength() {
    return projection.grid().pixelCount() * projection.channelCount();
  }

  @Override
  public int targetLength() {
    return frame.length;
  }

  @Override
  public void readInput(int example, float[] inputs, int offset) {
    int first = rows[example] + dataset.lags().first();
    for (int lag = 0; lag < dataset.lags().count(); lag++) {
      dataset.readResponse(first + lag, response);
      projection.project(response, lag, inputs, offset);
    }
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    dataset.readFrame(dataset.samples().get(rows[example]).stimulus(), frame);
    for (int i = 0; i < frame.length; i++) targets[offset + i] = (frame[i] & 0xFF) / 255f;
  }
}
