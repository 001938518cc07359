// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;
import org.voxel2pixel.Progress;

/**
 * Rows of linear summation. Haemodynamic response and drift are linear too, so they are applied to
 * the stimulus, once for all fields, and each fold is compressed, see {@link FoldCompression}.
 */
final class LinearRows implements PrfRows {
  private final AreaReduction reduction;
  private final PrfTimeline timeline;
  private final int[] starts; // first row of each fold, and the number of rows
  private final FoldCompression[] compressions; // [fold]
  private final GaussianDrive gaussian;
  private final double[] means; // [pixel], drift not taken off

  LinearRows(
      PrfStimulus stimulus,
      PrfTimeline timeline,
      DelayedResponse haemodynamics,
      Progress progress) {
    this.reduction = stimulus.reduction();
    this.timeline = timeline;
    int pixelCount = reduction.pixelCount();
    this.means = new double[pixelCount];
    float[][] series = new float[pixelCount][];
    ParallelChunks.run(
        pixelCount,
        32,
        done -> {
          progress.checkCancelled();
          progress.report("filtering the stimulus", done, pixelCount);
        },
        p -> {
          series[p] = responseOf(p, stimulus, haemodynamics);
          for (float value : series[p]) means[p] += value;
          means[p] /= series[p].length;
          timeline.removeDrift(series[p], 1);
        });
    this.starts = new int[timeline.foldCount() + 1];
    this.compressions = new FoldCompression[timeline.foldCount()];
    for (int fold = 0; fold < compressions.length; fold++) {
      progress.report("finding the stimulus' directions", fold, compressions.length);
      int from = timeline.foldStart(fold);
      int to = timeline.foldStart(fold + 1);
      compressions[fold] = compress(series, from, to, progress);
      starts[fold + 1] = starts[fold] + compressions[fold].rowCount();
    }
    float[][] rows = new float[pixelCount][rowCount()];
    for (int p = 0; p < pixelCount; p++) {
      for (int f = 0; f < compressions.length; f++)
        compressions[f].rowsOfPixel(p, rows[p], starts[f]);
    }
    this.gaussian = new GaussianDrive(reduction, rows, 1);
  }

  private float[] responseOf(int pixel, PrfStimulus stimulus, DelayedResponse haemodynamics) {
    float[] series = new float[timeline.volumeCount()];
    for (int run = 0; run < stimulus.runCount(); run++) {
      int count = stimulus.volumeCount(run);
      double[] drive = new double[count];
      for (int v = 0; v < count; v++) drive[v] = stimulus.run(run)[pixel * count + v];
      double[] response = haemodynamics.to(drive);
      int start = timeline.runStart(run);
      for (int v = 0; v < count; v++) series[start + v] = (float) response[v];
    }
    return series;
  }

  private static FoldCompression compress(float[][] series, int from, int to, Progress progress) {
    float[][] fold = new float[series.length][];
    for (int p = 0; p < fold.length; p++) fold[p] = Arrays.copyOfRange(series[p], from, to);
    return new FoldCompression(fold, progress);
  }

  @Override
  public int freeCount() {
    return 3;
  }

  @Override
  public int rowCount() {
    return starts[starts.length - 1];
  }

  @Override
  public int foldStart(int fold) {
    return starts[fold];
  }

  @Override
  public void predict(double[] place, float[] prediction) {
    double sigma = Math.exp(place[LOG_SIGMA]);
    gaussian.drive(place[X], place[Y], sigma, REACH_SIGMAS * sigma, prediction);
  }

  @Override
  public void derivatives(double[] place, float[][] columns) {
    double sigma = Math.exp(place[LOG_SIGMA]);
    gaussian.derivatives(place[X], place[Y], sigma, REACH_SIGMAS * sigma, columns);
  }

  @Override
  public double mean(double[] place) {
    double sigma = Math.exp(place[LOG_SIGMA]);
    double[] across = new double[reduction.width];
    for (int x = 0; x < across.length; x++) {
      across[x] = height((reduction.xPx(x) - place[X]) / sigma);
    }
    double sum = 0;
    for (int y = 0; y < reduction.height; y++) {
      double row = 0;
      for (int x = 0; x < across.length; x++) row += across[x] * means[y * across.length + x];
      sum += row * height((reduction.yPx(y) - place[Y]) / sigma);
    }
    return sum * reduction.areaPx() / (2 * Math.PI * sigma * sigma);
  }

  private static double height(double sigmas) {
    return Math.exp(-sigmas * sigmas / 2);
  }

  @Override
  public float[][] rowsOf(float[][] volumes, int count) {
    float[][] rows = new float[rowCount()][count];
    for (int fold = 0; fold < compressions.length; fold++) {
      float[][] ofFold =
          Arrays.copyOfRange(volumes, timeline.foldStart(fold), timeline.foldStart(fold + 1));
      compressions[fold].rowsOf(ofFold, rows, starts[fold]);
    }
    return rows;
  }
}
