// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PrfFit;
import org.voxel2pixel.visualfield.PrfResponses;
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

  /** Rows of a run in the dataset. */
  private record Run(int firstRow, int volumeCount) {}

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
    List<Run> runs = trainingRuns(dataset);
    PrfStimulus stimulus = stimulus(dataset, runs, strength, maxSidePx, progress);
    return PrfFit.fit(stimulus, responses(dataset, runs), settings, progress);
  }

  private static List<Run> trainingRuns(Dataset dataset) {
    List<Run> runs = new ArrayList<>();
    List<Sample> samples = dataset.samples();
    for (int first = 0; first < samples.size(); ) {
      int end = first;
      while (end < samples.size() && samples.get(end).run().equals(samples.get(first).run())) end++;
      if (samples.get(first).split() == Split.TRAIN) runs.add(new Run(first, end - first));
      first = end;
    }
    return runs;
  }

  private static PrfStimulus stimulus(
      Dataset dataset, List<Run> runs, FrameStrength strength, int maxSidePx, Progress progress) {
    PrfStimulus.Builder builder = PrfStimulus.builder(dataset.grid(), dataset.trSec(), maxSidePx);
    byte[] frame = new byte[dataset.grid().pixelCount() * 3];
    float[] nothing = new float[dataset.grid().pixelCount()];
    for (int r = 0; r < runs.size(); r++) {
      builder.startRun();
      for (int t = 0; t < runs.get(r).volumeCount(); t++) {
        progress.checkCancelled();
        progress.report("reading training frames, run " + (r + 1), r, runs.size());
        Sample sample = dataset.samples().get(runs.get(r).firstRow() + t);
        if (!sample.hasStimulus()) {
          builder.add(nothing);
          continue;
        }
        dataset.readFrame(sample.stimulus(), frame);
        builder.add(strength.of(frame, dataset.frameWidthPx(), dataset.frameHeightPx()));
      }
    }
    return builder.build();
  }

  private static PrfResponses responses(Dataset dataset, List<Run> runs) {
    float[] row = new float[dataset.voxelCount()];
    return new PrfResponses() {
      @Override
      public int voxelCount() {
        return row.length;
      }

      @Override
      public int runCount() {
        return runs.size();
      }

      @Override
      public int volumeCount(int run) {
        return runs.get(run).volumeCount();
      }

      @Override
      public void read(int run, int firstVoxel, int count, float[] into) {
        for (int t = 0; t < volumeCount(run); t++) {
          dataset.readResponse(runs.get(run).firstRow() + t, row);
          System.arraycopy(row, firstVoxel, into, t * count, count);
        }
      }
    };
  }
}
