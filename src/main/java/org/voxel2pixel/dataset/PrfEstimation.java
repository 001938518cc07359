// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PrfFit;
import org.voxel2pixel.visualfield.PrfResult;
import org.voxel2pixel.visualfield.PrfSettings;
import org.voxel2pixel.visualfield.PrfStimulus;

/**
 * Fits a population receptive field to each voxel of a dataset, on its training runs only, every
 * volume of them. A volume without a frame shows nothing: strength 0 everywhere.
 */
public final class PrfEstimation {

  /** How strong a frame is at each of its pixels. */
  @FunctionalInterface
  public interface FrameStrength {
    /**
     * @param rgb {@code [(y * widthPx + x) * 3 + channel]}
     * @return {@code [y * widthPx + x]}
     */
    float[] of(byte[] rgb, int widthPx, int heightPx);
  }

  private PrfEstimation() {}

  /**
   * @param maxSidePx frames are averaged down to at most so many pixels a side
   * @throws BadInputException if samples are not volumes, or there is nothing to learn from
   */
  public static PrfResult estimate(
      Dataset dataset,
      FrameStrength strength,
      int maxSidePx,
      PrfSettings settings,
      Progress progress) {
    if (dataset.lags().first() == 0 && dataset.lags().last() == 0) {
      throw new BadInputException(
          dataset.folder(),
          "a dataset whose samples are the volumes of runs, for a haemodynamic model",
          "samples that stand alone (blocks or trials)",
          "prepare it with samples=volumes, or use method=reverse-correlation");
    }
    TrainingRuns runs = TrainingRuns.of(dataset);
    PrfStimulus stimulus = stimulus(dataset, runs, strength, maxSidePx, progress);
    int[] allVoxels = IntStream.range(0, dataset.voxelCount()).toArray();
    return PrfFit.fit(stimulus, runs.responses(allVoxels), settings, progress);
  }

  private static PrfStimulus stimulus(
      Dataset dataset,
      TrainingRuns runs,
      FrameStrength strength,
      int maxSidePx,
      Progress progress) {
    PrfStimulus.Builder builder = PrfStimulus.builder(dataset.grid(), dataset.trSec(), maxSidePx);
    float[] nothing = new float[dataset.grid().pixelCount()];
    runs.readFrames(
        new TrainingRuns.FrameSink() {
          @Override
          public void startRun() {
            builder.startRun();
          }

          @Override
          public void frame(byte[] rgb) {
            builder.add(strength.of(rgb, dataset.frameWidthPx(), dataset.frameHeightPx()));
          }

          @Override
          public void nothing() {
            builder.add(nothing);
          }
        },
        progress);
    return builder.build();
  }
}
