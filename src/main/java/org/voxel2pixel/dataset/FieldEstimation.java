// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxel2pixel.Progress;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveFieldTable;
import org.voxel2pixel.visualfield.ReverseCorrelation;
import org.voxel2pixel.visualfield.ReverseCorrelationSettings;
import org.voxel2pixel.visualfield.StimulusStrength;

/**
 * Estimates the receptive field of each voxel of a dataset by reverse correlation, on training
 * samples only: each complete training example pairs the response, averaged over the lag window,
 * with the strength of the frame at each pixel.
 */
public final class FieldEstimation {
  private FieldEstimation() {}

  /** The fields, by voxel; empty where none was found. */
  public static List<Optional<FittedField>> byReverseCorrelation(
      Dataset dataset,
      StimulusStrength strength,
      ReverseCorrelationSettings settings,
      Progress progress) {
    int[] examples = dataset.examples(Split.TRAIN);
    ReverseCorrelation estimator =
        new ReverseCorrelation(dataset.grid(), dataset.voxelCount(), examples.length, settings);
    float[] response = new float[dataset.voxelCount()];
    float[] volume = new float[dataset.voxelCount()];
    byte[] frame = new byte[dataset.grid().pixelCount() * 3];
    for (int n = 0; n < examples.length; n++) {
      progress.checkCancelled();
      averageOverLags(dataset, examples[n], volume, response);
      dataset.readFrame(dataset.samples().get(examples[n]).stimulus(), frame);
      estimator.add(response, strength.of(frame, dataset.frameWidthPx(), dataset.frameHeightPx()));
      progress.report("reading training samples", n + 1, examples.length);
    }
    ReceptiveFieldTable table = estimator.estimate(progress);
    return IntStream.range(0, dataset.voxelCount()).mapToObj(table::field).toList();
  }

  private static void averageOverLags(Dataset dataset, int row, float[] volume, float[] mean) {
    LagWindow lags = dataset.lags();
    Arrays.fill(mean, 0);
    for (int lag = lags.first(); lag <= lags.last(); lag++) {
      dataset.readResponse(row + lag, volume);
      for (int v = 0; v < mean.length; v++) mean[v] += volume[v] / lags.count();
    }
  }
}
