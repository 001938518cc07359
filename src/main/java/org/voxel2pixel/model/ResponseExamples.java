// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import org.voxel2pixel.dataset.Dataset;

/**
 * Examples whose input is the responses themselves, {@code [lag][voxel]}, and whose target is the
 * frame, {@code [y][x][3]}. Read from the mapped files one by one. Not thread-safe.
 */
public final class ResponseExamples implements ExampleSource {
  private static final int RGB = 3;

  private final Dataset dataset;
  private final int[] rows;
  private final float[] response;
  private final byte[] frame;

  /**
   * @param rows sample rows that show a frame and have all their lags, see {@link Dataset#examples}
   */
  public ResponseExamples(Dataset dataset, int[] rows) {
    this.dataset = dataset;
    this.rows = rows.clone();
    this.response = new float[dataset.voxelCount()];
    this.frame = new byte[dataset.grid().pixelCount() * RGB];
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
    return Math.multiplyExact(dataset.lags().count(), response.length);
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
      System.arraycopy(response, 0, inputs, offset + lag * response.length, response.length);
    }
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    dataset.readFrame(dataset.samples().get(rows[example]).stimulus(), frame);
    for (int i = 0; i < frame.length; i++) targets[offset + i] = (frame[i] & 0xFF) / 255f;
  }
}
