// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.Progress;
import org.voxel2pixel.stimulus.FrameFile;
import org.voxel2pixel.stimulus.RgbFrame;

/**
 * Finds in the files what was put into them, with formulas of its own: frames as events.tsv names
 * them, full Gaussians on degrees by hand, the double-gamma response in fine steps.
 */
class SyntheticSignalTest {
  private static final int TRAINING_RUNS = 3;
  private static final int TEST_RUNS = 2;
  private static final int FIELD_OF_DEGREES = 12;
  private static final double TR = 0.7;

  /** SD of the typical voxel's response in scanner units: 1 % of a mean near 1000. */
  private static final double TYPICAL_SIGNAL = 10;

  /** SD over voxels of the logarithm of their gain. */
  private static final double LOG_GAIN_SD = 0.2;

  @TempDir static Path parent;
  private static Path folder;
  private static List<SmallSubject.Truth> truth;

  @BeforeAll
  static void generate() {
    folder = parent.resolve("subject");
    SyntheticSubject.generate(SmallSubject.settings(), folder, Progress.silent());
    truth = SmallSubject.truth(folder);
  }

  private static List<RgbFrame> frames(String task, int run) {
    return SmallSubject.rows(SmallSubject.func(folder, task, run, "events.tsv")).stream()
        .map(event -> FrameFile.read(folder.resolve("stimuli").resolve(event[3])))
        .toList();
  }

  private enum Feature {
    LUMINANCE,
    RED_GREEN,
    BLUE_YELLOW;

    double of(RgbFrame frame, int x, int y) {
      double r = frame.value(x, y, 0) / 255.0;
      double g = frame.value(x, y, 1) / 255.0;
      double b = frame.value(x, y, 2) / 255.0;
      return switch (this) {
        case LUMINANCE -> 0.299 * r + 0.587 * g + 0.114 * b - 0.5;
        case RED_GREEN -> r - g;
        case BLUE_YELLOW -> b - 0.5 * r - 0.5 * g;
      };
    }
  }

  /** Weights over the screen, {@code [y * width + x]}, y downward, from degrees by hand. */
  private static double[] gaussian(SmallSubject.Truth voxel, int px) {
    double[] weights = new double[px * px];
    double sum = 0;
    for (int y = 0; y < px; y++) {
      for (int x = 0; x < px; x++) {
        double xDeg = ((x + 0.5) / px - 0.5) * FIELD_OF_DEGREES;
        double yDeg = (0.5 - (y + 0.5) / px) * FIELD_OF_DEGREES;
        double off = Math.hypot(xDeg - voxel.xDeg(), yDeg - voxel.yDeg()) / voxel.sigma();
        weights[y * px + x] = Math.exp(-off * off / 2);
        sum += weights[y * px + x];
      }
    }
    for (int p = 0; p < weights.length; p++) weights[p] /= sum;
    return weights;
  }

  private static double[] drive(List<RgbFrame> frames, Feature feature, double[] weights) {
    double[] drive = new double[frames.size()];
    for (int f = 0; f < drive.length; f++) {
      RgbFrame frame = frames.get(f);
      int px = frame.widthPx();
      for (int p = 0; p < weights.length; p++) {
        drive[f] += weights[p] * feature.of(frame, p % px, p / px);
      }
    }
    return drive;
  }

  /** The response to frames that each last a TR, in steps of 10 ms. */
  private static double[] respond(double[] drive, int volumeCount) {
    double[] kernel = new double[46];
    for (int k = 1; k < kernel.length; k++) {
      for (int n = 0; n < 70; n++) {
        double t = (k - 1) * TR + (n + 0.5) * TR / 70;
        double peak = Math.pow(t, 5) * Math.exp(-t) / 120;
        double undershoot = Math.pow(t, 15) * Math.exp(-t) / 1307674368000.0; // 15!
        kernel[k] += (peak - undershoot / 6) * TR / 70;
      }
    }
    double[] response = new double[volumeCount];
    for (int n = 0; n < volumeCount; n++) {
      for (int k = 0; k < kernel.length; k++) {
        if (n - k >= 0 && n - k < drive.length) response[n] += kernel[k] * drive[n - k];
      }
    }
    return response;
  }

  /** The area's own mixture of features, as its documentation states it. */
  private static double[] areaDrive(SmallSubject.Truth voxel, List<RgbFrame> frames) {
    double[] weights = gaussian(voxel, frames.get(0).widthPx());
    double[] drive = drive(frames, Feature.LUMINANCE, weights);
    if (voxel.roi().equals("V1")) return drive;
    Feature colour = voxel.roi().equals("V2") ? Feature.RED_GREEN : Feature.BLUE_YELLOW;
    double[] opponent = drive(frames, colour, weights);
    for (int f = 0; f < drive.length; f++) drive[f] += 0.7 * opponent[f];
    return drive;
  }

  @Test
  void aRegressionOnTheTrueResponseFindsTheStatedSnr() {
    int volumes = SmallSubject.settings().training().volumeCount();
    List<List<RgbFrame>> films = new ArrayList<>();
    List<double[][]> runs = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int run = 1; run <= TRAINING_RUNS; run++) {
      films.add(frames("train", run));
      runs.add(SmallSubject.bold(folder, "train", run));
      for (double[] column : SmallSubject.nuisance(folder, "train", run, 2)) {
        double[] padded = new double[volumes * TRAINING_RUNS];
        System.arraycopy(column, 0, padded, volumes * (run - 1), volumes);
        columns.add(padded);
      }
    }
    Map<String, List<Double>> ratios = new TreeMap<>();
    List<Double> signals = new ArrayList<>();
    for (SmallSubject.Truth voxel : truth) {
      double[] response = new double[volumes * TRAINING_RUNS];
      double[] values = new double[volumes * TRAINING_RUNS];
      for (int r = 0; r < TRAINING_RUNS; r++) {
        double[] one = respond(areaDrive(voxel, films.get(r)), volumes);
        System.arraycopy(one, 0, response, r * volumes, volumes);
        System.arraycopy(runs.get(r)[voxel.index()], 0, values, r * volumes, volumes);
      }
      List<double[]> design = new ArrayList<>(columns);
      design.add(response);
      LeastSquares fit = new LeastSquares(design);
      double[] coefficients = fit.fit(values);
      double[] left = fit.residual(values, coefficients);
      double noise = Math.sqrt(LeastSquares.dot(left, left) / (values.length - design.size()));
      double signal = coefficients[design.size() - 1] * standardDeviation(response);
      ratios.computeIfAbsent(voxel.roi(), roi -> new ArrayList<>()).add(signal / noise);
      signals.add(signal);
      double logGain = Math.log(signal / TYPICAL_SIGNAL);
      assertEquals(0, logGain, 1, "gain of voxel " + voxel.index() + ", response " + signal);
    }
    ratios.forEach((roi, values) -> assertEquals(0.7, median(values), 0.05, roi));
    // The mean of a log-normal gain: the regression's own errors cancel over 150 voxels.
    double mean = signals.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    assertEquals(TYPICAL_SIGNAL * Math.exp(LOG_GAIN_SD * LOG_GAIN_SD / 2), mean, 0.8);
  }

  private static double standardDeviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / values.length);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  @Test
  void eachAreaHasItsOwnColourFeature() {
    Map<String, double[]> sums = new TreeMap<>();
    int volumes = SmallSubject.settings().training().volumeCount();
    for (int run = 1; run <= TRAINING_RUNS; run++) {
      List<RgbFrame> film = frames("train", run);
      double[][] bold = SmallSubject.bold(folder, "train", run);
      List<double[]> nuisance = SmallSubject.nuisance(folder, "train", run, 2);
      for (SmallSubject.Truth voxel : truth) {
        double[] weights = gaussian(voxel, film.get(0).widthPx());
        List<double[]> design = new ArrayList<>();
        for (Feature feature : Feature.values()) {
          design.add(respond(drive(film, feature, weights), volumes));
        }
        design.addAll(nuisance);
        double[] coefficients = new LeastSquares(design).fit(bold[voxel.index()]);
        double[] sum = sums.computeIfAbsent(voxel.roi(), roi -> new double[3]);
        for (int f = 0; f < 3; f++) sum[f] += coefficients[f];
      }
    }
    assertWeights(sums.get("V1"), 0, 0);
    assertWeights(sums.get("V2"), 0.7, 0);
    assertWeights(sums.get("V3"), 0, 0.7);
  }

  private static void assertWeights(double[] sum, double redGreen, double blueYellow) {
    assertTrue(sum[0] > 0, "light drives");
    assertEquals(redGreen, sum[1] / sum[0], 0.15, "red against green");
    assertEquals(blueYellow, sum[2] / sum[0], 0.15, "blue against yellow");
  }

  /** The peak of a parabola through the correlations at shifts of -1, 0 and 1 volume. */
  @Test
  void theResponseIsNoFractionOfAVolumeEarlyOrLate() {
    double[] match = new double[3];
    for (int run = 1; run <= TRAINING_RUNS; run++) {
      List<RgbFrame> film = frames("train", run);
      double[][] bold = SmallSubject.bold(folder, "train", run);
      LeastSquares fit = new LeastSquares(SmallSubject.nuisance(folder, "train", run, 2));
      for (SmallSubject.Truth voxel : truth) {
        double[] values = bold[voxel.index()];
        double[] clean = fit.residual(values, fit.fit(values));
        double[] response = respond(areaDrive(voxel, film), values.length);
        double[] middle = Arrays.copyOfRange(response, 1, values.length - 1);
        for (int shift = 0; shift < 3; shift++) {
          double[] shifted = Arrays.copyOfRange(clean, shift, shift + middle.length);
          match[shift] += SmallSubject.correlation(middle, shifted);
        }
      }
    }
    double curvature = match[0] - 2 * match[1] + match[2];
    double shift = (match[0] - match[2]) / (2 * curvature);
    assertTrue(curvature < 0, "a peak: " + Arrays.toString(match));
    assertEquals(0, shift, 0.2, "shift in volumes of " + Arrays.toString(match));
  }

  @Test
  void theResponseIsGreatestSevenOrEightVolumesAfterTheFrame() {
    double[] mean = new double[16]; // [lag]
    List<RgbFrame> film = frames("test", 1);
    for (int run = 1; run <= TEST_RUNS; run++) {
      double[][] bold = SmallSubject.bold(folder, "test", run);
      for (SmallSubject.Truth voxel : truth) {
        double[] drive = areaDrive(voxel, film);
        for (int lag = 0; lag < mean.length; lag++) {
          int count = film.size() - mean.length; // the same frames at each lag
          double[] later = Arrays.copyOfRange(bold[voxel.index()], lag, lag + count);
          mean[lag] += SmallSubject.correlation(Arrays.copyOf(drive, count), later);
        }
      }
    }
    int best = 0;
    for (int lag = 1; lag < mean.length; lag++) if (mean[lag] > mean[best]) best = lag;
    assertTrue(best == 7 || best == 8, "best lag " + best + " of " + Arrays.toString(mean));
  }

  @Test
  void aVoxelThatLooksUpAndRightRespondsToLightThere() {
    double[][] responses = new double[4][4]; // [quarter looked at][quarter lit]
    for (int run = 1; run <= TRAINING_RUNS; run++) {
      List<RgbFrame> film = frames("train", run);
      double[][] bold = SmallSubject.bold(folder, "train", run);
      List<double[]> design = new ArrayList<>();
      for (int lit = 0; lit < 4; lit++) {
        design.add(respond(quarterLuminance(film, lit), bold[0].length));
      }
      design.addAll(SmallSubject.nuisance(folder, "train", run, 2));
      LeastSquares fit = new LeastSquares(design);
      for (SmallSubject.Truth voxel : truth) {
        boolean aside = Math.min(Math.abs(voxel.xDeg()), Math.abs(voxel.yDeg())) > 0.5;
        if (!voxel.roi().equals("V1") || !aside) continue;
        int looking = (voxel.yDeg() > 0 ? 0 : 2) + (voxel.xDeg() > 0 ? 1 : 0);
        double[] coefficients = fit.fit(bold[voxel.index()]);
        for (int lit = 0; lit < 4; lit++) responses[looking][lit] += coefficients[lit];
      }
    }
    for (int looking = 0; looking < 4; looking++) {
      double own = responses[looking][looking];
      for (int lit = 0; lit < 4; lit++) {
        double there = responses[looking][lit];
        assertTrue(
            lit == looking || own > 2 * Math.abs(there),
            "looking at " + looking + ": own " + own + ", " + there + " with light at " + lit);
      }
    }
  }

  /** Quarters: 0 upper left, 1 upper right, 2 lower left, 3 lower right. */
  private static double[] quarterLuminance(List<RgbFrame> film, int quarter) {
    double[] luminance = new double[film.size()];
    for (int f = 0; f < luminance.length; f++) {
      RgbFrame frame = film.get(f);
      int half = frame.widthPx() / 2;
      for (int y = 0; y < half; y++) {
        for (int x = 0; x < half; x++) {
          int column = x + (quarter % 2) * half;
          int row = y + (quarter / 2) * half;
          luminance[f] += Feature.LUMINANCE.of(frame, column, row) / (half * half);
        }
      }
    }
    return luminance;
  }
}
