// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.List;

/** Voxels whose fields are known, from the model's equations and none of the project's code. */
record PrfSimulation(List<List<float[]>> apertures, int widthPx, int heightPx, double trSec) {

  /** Gain 10, baseline 1000 for every voxel. */
  static final double GAIN = 10;

  static final double BASELINE = 1000;

  /** One voxel: centre in pixels, downward, sigma, exponent. */
  record Truth(double xPx, double yPx, double sigmaPx, double exponent) {}

  static PrfSimulation bars() {
    List<List<float[]>> runs = new ArrayList<>();
    for (int run = 0; run < PrfBars.RUNS; run++) {
      List<float[]> volumes = new ArrayList<>();
      for (int t = 0; t < PrfBars.VOLUMES; t++) volumes.add(PrfBars.bar(run, t));
      runs.add(volumes);
    }
    return new PrfSimulation(runs, PrfBars.WIDTH, PrfBars.HEIGHT, PrfBars.TR_SEC);
  }

  /** The same experiment seen in a mirror, left and right exchanged. */
  PrfSimulation mirrored() {
    List<List<float[]>> runs = new ArrayList<>();
    for (List<float[]> run : apertures) {
      List<float[]> volumes = new ArrayList<>();
      for (float[] aperture : run) {
        float[] mirrored = new float[aperture.length];
        for (int p = 0; p < mirrored.length; p++) {
          mirrored[p] = aperture[p / widthPx * widthPx + widthPx - 1 - p % widthPx];
        }
        volumes.add(mirrored);
      }
      runs.add(volumes);
    }
    return new PrfSimulation(runs, widthPx, heightPx, trSec);
  }

  PrfStimulus stimulus() {
    PrfStimulus.Builder builder =
        PrfStimulus.builder(new PixelGrid(widthPx, heightPx, widthPx / 2.0), trSec, 64);
    for (List<float[]> run : apertures) {
      builder.startRun();
      run.forEach(builder::add);
    }
    return builder.build();
  }

  /** {@code [run][volume * truths + voxel]}, without noise. */
  List<float[]> responses(List<Truth> truths, double delaySec) {
    List<float[]> runs = new ArrayList<>();
    for (List<float[]> run : apertures) {
      float[] values = new float[run.size() * truths.size()];
      for (int v = 0; v < truths.size(); v++) {
        double[] drive = new double[run.size()];
        for (int m = 0; m < drive.length; m++) drive[m] = drive(run.get(m), truths.get(v));
        for (int n = 0; n < drive.length; n++) {
          double sum = 0;
          for (int m = 0; m < drive.length; m++) {
            double sinceOnset = (n - m) * trSec - delaySec;
            sum += drive[m] * (cumulated(sinceOnset) - cumulated(sinceOnset - trSec));
          }
          values[n * truths.size() + v] = (float) (GAIN * sum / cumulated(32) + BASELINE);
        }
      }
      runs.add(values);
    }
    return runs;
  }

  PrfResponses noiseFree(List<Truth> truths) {
    return PrfResponses.of(truths.size(), responses(truths, 0));
  }

  private double drive(float[] aperture, Truth truth) {
    double sum = 0;
    for (int p = 0; p < aperture.length; p++) {
      double dx = (p % widthPx - truth.xPx) / truth.sigmaPx;
      double dy = (p / widthPx - truth.yPx) / truth.sigmaPx;
      sum += aperture[p] * Math.exp(-(dx * dx + dy * dy) / 2);
    }
    double density = sum / (2 * Math.PI * truth.sigmaPx * truth.sigmaPx);
    return density > 0 ? Math.pow(density, truth.exponent) : 0;
  }

  /** Integral of the double gamma up to t seconds, by parts: 1 - exp(-t) (1 + t + t^2/2! + ...). */
  static double cumulated(double t) {
    double seconds = Math.max(0, Math.min(32, t));
    return gamma(6, seconds) - gamma(16, seconds) / 6;
  }

  private static double gamma(int shape, double t) {
    double term = Math.exp(-t);
    double sum = term;
    for (int n = 1; n < shape; n++) sum += term *= t / n;
    return 1 - sum;
  }
}
