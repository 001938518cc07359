// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.AreaReduction;
import org.voxel2pixel.visualfield.ResponseLag;
import org.voxel2pixel.visualfield.StimulusStrength;

/**
 * After how many volumes the responses of a dataset follow its frames best, by {@link ResponseLag}
 * on training runs: a sample of the voxels, frames averaged over areas, some thousand volumes.
 *
 * @param trSec seconds a volume
 * @param scores {@code [lag]} in volumes, from 0
 */
public record LagEstimation(double trSec, double[] scores) {
  private static final double GREATEST_LAG_SEC = 14;
  private static final int SIDE_PX = 16;
  private static final int MOST_VOXELS = 256;
  private static final int ENOUGH_VOLUMES = 4000;

  /**
   * @throws BadInputException if samples are not volumes, or no training run is long enough
   */
  public static LagEstimation of(Dataset dataset, StimulusStrength strength, Progress progress) {
    if (dataset.lags().first() == 0 && dataset.lags().last() == 0) {
      throw new BadInputException(
          dataset.folder(),
          "a dataset whose samples are the volumes of runs",
          "samples that stand alone (blocks or trials)",
          "prepare it with samples=volumes");
    }
    if (!isPossible(dataset)) {
      throw new BadInputException(
          dataset.folder(),
          "a training run of more than " + 2 * greatestLag(dataset) + " volumes",
          "none",
          "give longer runs");
    }
    List<ResponseLag.Run> runs = runs(dataset, strength, progress);
    progress.report("comparing lags", 0, 1);
    return new LagEstimation(dataset.trSec(), ResponseLag.scores(runs, greatestLag(dataset)));
  }

  /** Whether samples are volumes, and a training run is long enough. */
  public static boolean isPossible(Dataset dataset) {
    return (dataset.lags().first() != 0 || dataset.lags().last() != 0)
        && VolumeRun.training(dataset).stream()
            .anyMatch(run -> run.volumeCount() > 2 * greatestLag(dataset));
  }

  private static int greatestLag(Dataset dataset) {
    return (int) Math.ceil(GREATEST_LAG_SEC / dataset.trSec());
  }

  private static List<ResponseLag.Run> runs(
      Dataset dataset, StimulusStrength strength, Progress progress) {
    AreaReduction reduction = new AreaReduction(dataset.grid(), SIDE_PX);
    int[] voxels = spread(dataset.voxelCount());
    float[] row = new float[dataset.voxelCount()];
    byte[] frame = new byte[dataset.grid().pixelCount() * 3];
    double[] reduced = new double[reduction.pixelCount()];
    List<ResponseLag.Run> runs = new ArrayList<>();
    List<VolumeRun> some = someRuns(dataset);
    int total = some.stream().mapToInt(VolumeRun::volumeCount).sum();
    int volumes = 0;
    for (VolumeRun run : some) {
      float[][] stimulus = new float[run.volumeCount()][reduced.length];
      float[][] responses = new float[run.volumeCount()][voxels.length];
      for (int t = 0; t < run.volumeCount(); t++) {
        progress.checkCancelled();
        progress.report("reading training volumes", volumes + t, total);
        dataset.readResponse(run.firstRow() + t, row);
        for (int v = 0; v < voxels.length; v++) responses[t][v] = row[voxels[v]];
        Sample sample = dataset.samples().get(run.firstRow() + t);
        if (!sample.hasStimulus()) continue; // nothing on screen: strength 0
        dataset.readFrame(sample.stimulus(), frame);
        reduction.reduce(
            strength.of(frame, dataset.frameWidthPx(), dataset.frameHeightPx()), reduced);
        for (int p = 0; p < reduced.length; p++) stimulus[t][p] = (float) reduced[p];
      }
      runs.add(new ResponseLag.Run(stimulus, responses));
      volumes += run.volumeCount();
    }
    return runs;
  }

  private static List<VolumeRun> someRuns(Dataset dataset) {
    List<VolumeRun> some = new ArrayList<>();
    int volumes = 0;
    for (VolumeRun run : VolumeRun.training(dataset)) {
      if (volumes < ENOUGH_VOLUMES) some.add(run);
      volumes += run.volumeCount();
    }
    return some;
  }

  private static int[] spread(int voxelCount) {
    int[] voxels = new int[Math.min(MOST_VOXELS, voxelCount)];
    for (int n = 0; n < voxels.length; n++) {
      voxels[n] = (int) ((long) n * voxelCount / voxels.length);
    }
    return voxels;
  }

  /** The lag of the greatest score, volumes after the frame's. */
  public int best() {
    int best = 0;
    for (int lag = 1; lag < scores.length; lag++) if (scores[lag] > scores[best]) best = lag;
    return best;
  }
}
