// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import com.google.gson.JsonElement;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.PipelineStep;
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.signal.RepeatScaling;

/**
 * Examples of Shen 2019, gathered lazily: for sample {@code t} the responses of the volumes {@code
 * t + first .. t + last} of the same run, one after the other, {@code [lag][voxel]}, and the frame
 * on screen at {@code t}. A dataset of blocks has one lag: its input is the voxel vector.
 *
 * <p>Responses are taken as the dataset has them, z-scored if it was prepared so. A test sample
 * that is the mean of n repeats is multiplied by {@code sqrt(n)}, see {@link RepeatScaling}, if the
 * responses were z-scored by the statistics of training and the preparation has not multiplied them
 * already; the preset shen2019 of Prepare has. Not thread-safe.
 */
public final class VoxelExamples implements ExampleSource {
  private final Dataset dataset;
  private final int[] rows;
  private final Scaling scaling;
  private final float[] response;
  private final byte[] frame;

  /** Who multiplies means of repeats. */
  private enum Scaling {
    /** Whoever prepared the dataset, or nobody. */
    NOT_HERE,
    /** We, when we read them. */
    HERE
  }

  private VoxelExamples(Dataset dataset, int[] rows, Scaling scaling) {
    this.dataset = dataset;
    this.rows = rows;
    this.scaling = scaling;
    this.response = new float[dataset.voxelCount()];
    this.frame = new byte[dataset.frameWidthPx() * dataset.frameHeightPx() * ShenSettings.RGB];
  }

  /**
   * The complete examples of a split, in the dataset's order.
   *
   * @param settings of the network that will read them
   * @throws BadInputException if the frames are not {@code imagePx} a side
   */
  public static VoxelExamples of(Dataset dataset, ShenSettings settings, Split split) {
    int px = settings.imagePx();
    if (dataset.frameWidthPx() != px || dataset.frameHeightPx() != px) {
      throw new BadInputException(
          dataset.folder(),
          "frames of %d x %d px, imagePx of preset %s".formatted(px, px, settings.preset()),
          "%d x %d px".formatted(dataset.frameWidthPx(), dataset.frameHeightPx()),
          "prepare the dataset with sizepx=%d, or override imagePx, cropPx".formatted(px)
              + " and the generator's layers");
    }
    boolean scales = split == Split.TEST && dataset.zScore().isPresent() && !isScaled(dataset);
    return new VoxelExamples(
        dataset, dataset.examples(split), scales ? Scaling.HERE : Scaling.NOT_HERE);
  }

  private static boolean isScaled(Dataset dataset) {
    for (JsonElement step : dataset.manifestJson().getAsJsonArray("pipeline")) {
      String name = step.getAsJsonObject().get("step").getAsString();
      if (name.equals(PipelineStep.TIMES_SQRT_REPEATS)) return true;
    }
    return false;
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
    return Math.multiplyExact(dataset.lags().count(), dataset.voxelCount());
  }

  @Override
  public int targetLength() {
    return frame.length;
  }

  @Override
  public void readInput(int example, float[] inputs, int offset) {
    int first = rows[example] + dataset.lags().first();
    for (int lag = 0; lag < dataset.lags().count(); lag++) {
      Sample sample = dataset.samples().get(first + lag);
      dataset.readResponse(first + lag, response);
      if (scaling == Scaling.HERE) RepeatScaling.apply(response, sample.repeats());
      System.arraycopy(response, 0, inputs, offset + lag * response.length, response.length);
    }
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    dataset.readFrame(dataset.samples().get(rows[example]).stimulus(), frame);
    for (int i = 0; i < frame.length; i++) targets[offset + i] = (frame[i] & 0xFF) / 255f;
  }
}
