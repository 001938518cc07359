// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.projection.VoxelProjection;

/**
 * Examples of Brain2Pix, gathered lazily: for sample {@code t} what the volumes {@code t + first ..
 * t + last} of the same run give the network, their RFSimage or the signals of which it makes one,
 * and the frame on screen at {@code t}. Each example reads {@code lags * voxels} numbers from the
 * mapped file; no stacked copy exists. Not thread-safe.
 */
public final class RfsExamples implements ExampleSource {
  private final Dataset dataset;
  private final int inputLength;
  private final InputOfLags input;
  private final int[] rows;
  private final float[][] responses; // [lag][voxel]
  private final byte[] frame;

  /** Writes one example's input, made of responses {@code [lag][voxel]}. */
  private interface InputOfLags {
    void write(float[][] responses, float[] inputs, int at);
  }

  private RfsExamples(Dataset dataset, int inputLength, InputOfLags input, Split split) {
    this.dataset = dataset;
    this.inputLength = inputLength;
    this.input = input;
    this.rows = dataset.examples(split);
    this.responses = new float[dataset.lags().count()][dataset.voxelCount()];
    this.frame = new byte[dataset.frameWidthPx() * dataset.frameHeightPx() * ImageShape.RGB];
  }

  /** The complete examples of a split, in the dataset's order; inputs are painted RFSimages. */
  public static RfsExamples of(Dataset dataset, VoxelProjection projection, Split split) {
    int length = projection.layout().valueCount();
    return new RfsExamples(dataset, length, projection::projectLags, split);
  }

  /**
   * As {@link #of}; inputs are the signals {@code [lag][column]} that a learned projection takes.
   */
  public static RfsExamples ofSignals(Dataset dataset, GraphProjection projection, Split split) {
    int length = Math.multiplyExact(projection.layout().lagCount(), projection.columnCount());
    return new RfsExamples(dataset, length, projection::signals, split);
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
    return inputLength;
  }

  @Override
  public int targetLength() {
    return frame.length;
  }

  @Override
  public void readInput(int example, float[] inputs, int offset) {
    int first = rows[example] + dataset.lags().first();
    for (int lag = 0; lag < responses.length; lag++) {
      dataset.readResponse(first + lag, responses[lag]);
    }
    input.write(responses, inputs, offset);
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    dataset.readFrame(dataset.samples().get(rows[example]).stimulus(), frame);
    for (int i = 0; i < frame.length; i++) targets[offset + i] = (frame[i] & 0xFF) / 255f;
  }
}
