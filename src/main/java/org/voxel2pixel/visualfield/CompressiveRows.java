// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;

/**
 * Rows of compressive summation: one a volume, since drive, power, haemodynamic response and drift
 * follow on one another for each field anew. A volume without any drive stays 0 under every power.
 */
final class CompressiveRows implements PrfRows {
  /** A field of exponent 0.1 reaches to where its Gaussian's height is 1e-54. */
  private static final double LIFT = 1e15;

  private final PrfTimeline timeline;
  private final DelayedResponse haemodynamics;
  private final GaussianDrive gaussian;

  CompressiveRows(PrfStimulus stimulus, PrfTimeline timeline, DelayedResponse haemodynamics) {
    PrfModel.requireNoNegative(stimulus);
    this.timeline = timeline;
    this.haemodynamics = haemodynamics;
    float[][] series = new float[stimulus.reduction().pixelCount()][timeline.volumeCount()];
    for (int run = 0; run < stimulus.runCount(); run++) {
      int count = stimulus.volumeCount(run);
      for (int p = 0; p < series.length; p++) {
        System.arraycopy(stimulus.run(run), p * count, series[p], timeline.runStart(run), count);
      }
    }
    this.gaussian = new GaussianDrive(stimulus.reduction(), series, LIFT);
  }

  @Override
  public int freeCount() {
    return 4;
  }

  @Override
  public int rowCount() {
    return timeline.volumeCount();
  }

  @Override
  public int foldStart(int fold) {
    return timeline.foldStart(fold);
  }

  private static double reach(double[] place) {
    double exponent = Math.exp(place[LOG_EXPONENT]);
    return REACH_SIGMAS * Math.exp(place[LOG_SIGMA]) / Math.sqrt(Math.min(1, exponent));
  }

  @Override
  public void predict(double[] place, float[] prediction) {
    double[] response = response(place);
    for (int t = 0; t < response.length; t++) prediction[t] = (float) response[t];
    timeline.removeDrift(prediction, 1);
  }

  @Override
  public double mean(double[] place) {
    return Arrays.stream(response(place)).average().orElseThrow();
  }

  private double[] response(double[] place) {
    float[] drive = new float[rowCount()];
    gaussian.drive(place[X], place[Y], Math.exp(place[LOG_SIGMA]), reach(place), drive);
    double exponent = Math.exp(place[LOG_EXPONENT]);
    double[] power = new double[drive.length];
    for (int t = 0; t < power.length; t++) power[t] = power(drive[t], exponent);
    return overRuns(power);
  }

  private static double power(float drive, double exponent) {
    return drive > 0 ? Math.pow(drive / (LIFT * LIFT), exponent) : 0;
  }

  private double[] overRuns(double[] drive) {
    double[] all = new double[drive.length];
    for (int run = 0; run < timeline.runCount(); run++) {
      int from = timeline.runStart(run);
      double[] bold = haemodynamics.to(Arrays.copyOfRange(drive, from, timeline.runStart(run + 1)));
      System.arraycopy(bold, 0, all, from, bold.length);
    }
    return all;
  }

  /** With u = drive^n: du/dx = n u (d drive/dx) / drive, and du/d(log n) = n u log(drive). */
  @Override
  public void derivatives(double[] place, float[][] columns) {
    int rows = rowCount();
    float[][] drives = new float[4][rows];
    gaussian.derivatives(place[X], place[Y], Math.exp(place[LOG_SIGMA]), reach(place), drives);
    double exponent = Math.exp(place[LOG_EXPONENT]);
    double[][] powers = new double[columns.length][rows];
    for (int t = 0; t < rows; t++) {
      float drive = drives[0][t];
      if (!(drive > 0)) continue;
      double power = power(drive, exponent);
      powers[0][t] = power;
      for (int n = 1; n < 4; n++) powers[n][t] = exponent * power * (drives[n][t] / drive);
      powers[1 + LOG_EXPONENT][t] = exponent * power * Math.log(drive / (LIFT * LIFT));
    }
    for (int n = 0; n < columns.length; n++) {
      double[] response = overRuns(powers[n]);
      for (int t = 0; t < rows; t++) columns[n][t] = (float) response[t];
      timeline.removeDrift(columns[n], 1);
    }
  }

  @Override
  public float[][] rowsOf(float[][] volumes, int count) {
    return volumes;
  }
}
