// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;
import org.voxel2pixel.signal.NuisanceRegression;

/** Predictions and derivatives of the fit against {@link PrfModel} and finite differences. */
class PrfRowsTest {
  private static final PrfStimulus BARS = PrfBars.stimulus();
  private static final double[][] PLACES = {
    {4.2, 7.7, Math.log(1.3), Math.log(0.5)},
    {12.6, 1.1, Math.log(0.6), Math.log(0.3)},
    {-1.2, 12.1, Math.log(4.0), Math.log(1.4)},
    {8.1, 6.3, Math.log(2.2), Math.log(0.1)}
  };

  private static PrfRows linear(PrfStimulus stimulus, PrfTimeline timeline) {
    return new LinearRows(stimulus, timeline, response(stimulus), Progress.silent());
  }

  private static PrfRows compressive(PrfStimulus stimulus, PrfTimeline timeline) {
    return new CompressiveRows(stimulus, timeline, response(stimulus));
  }

  private static DelayedResponse response(PrfStimulus stimulus) {
    return new DelayedResponse(stimulus.trSec(), 0);
  }

  private static PrfTimeline timeline(PrfStimulus stimulus, int folds) {
    return new PrfTimeline(stimulus, folds, OptionalInt.of(2));
  }

  @Test
  void predictionsAreTheModelsWithoutDrift() {
    PrfRows rows = compressive(BARS, timeline(BARS, 2));
    PrfRows linear = linear(BARS, timeline(BARS, 2));
    for (double[] place : PLACES) {
      compare(rows, place, Math.exp(place[3]));
      double[] proportional = {place[0], place[1], place[2], 0};
      compare(rows, proportional, 1);
      assertEquals(rows.mean(proportional), linear.mean(place), 1e-5 * linear.mean(place));
    }
  }

  @Test
  void linearRowsHaveTheSumsOfProductsOfAllVolumes() {
    PrfRows all = compressive(BARS, timeline(BARS, 2));
    PrfRows fewer = linear(BARS, timeline(BARS, 2));
    assertTrue(fewer.rowCount() < 200, fewer.rowCount() + " rows of 300");
    for (double[] a : PLACES) {
      for (double[] b : PLACES) {
        for (int fold = 0; fold < 2; fold++) {
          double expected = product(all, a, b, fold);
          double scale = Math.sqrt(product(all, a, a, fold) * product(all, b, b, fold));
          assertEquals(expected, product(fewer, a, b, fold), 1e-5 * scale, "fold " + fold);
        }
      }
    }
  }

  /** Of two linear fields' predictions over a fold. */
  private static double product(PrfRows rows, double[] a, double[] b, int fold) {
    float[] ofA = new float[rows.rowCount()];
    float[] ofB = new float[rows.rowCount()];
    rows.predict(new double[] {a[0], a[1], a[2], 0}, ofA);
    rows.predict(new double[] {b[0], b[1], b[2], 0}, ofB);
    return Moments.dot(ofA, ofB, rows.foldStart(fold), rows.foldStart(fold + 1));
  }

  private static void compare(PrfRows rows, double[] place, double exponent) {
    PrfParameters parameters = new PrfParameters(place[0], place[1], Math.exp(place[2]), exponent);
    float[] found = new float[rows.rowCount()];
    rows.predict(place, found);
    double mean = 0;
    NuisanceRegression drift =
        NuisanceRegression.of(PrfBars.VOLUMES, 2, new double[0][], List.of());
    for (int run = 0; run < PrfBars.RUNS; run++) {
      double[] response = new PrfModel(BARS, 0).response(run, parameters);
      float[] expected = new float[response.length];
      for (int n = 0; n < expected.length; n++) expected[n] = (float) response[n];
      for (double value : response) mean += value / BARS.volumeCount();
      drift.removeFrom(expected, 1);
      float greatest = 0;
      for (float value : expected) greatest = Math.max(greatest, Math.abs(value));
      for (int n = 0; n < expected.length; n++) {
        float ours = found[run * PrfBars.VOLUMES + n];
        assertEquals(expected[n], ours, 2e-5 * greatest, parameters + " at " + n);
      }
    }
    assertEquals(mean, rows.mean(place), 1e-5 * Math.abs(mean), "mean of " + parameters);
  }

  @Test
  void derivativesAreTheLimitsOfDifferences() {
    PrfTimeline timeline = timeline(BARS, 1);
    for (double[] place : PLACES) {
      compareDerivatives(linear(BARS, timeline), place);
      compareDerivatives(compressive(BARS, timeline), place);
    }
  }

  private static void compareDerivatives(PrfRows rows, double[] place) {
    int count = rows.rowCount();
    float[][] columns = new float[1 + rows.freeCount()][count];
    rows.derivatives(place, columns);
    float[] value = new float[count];
    rows.predict(place, value);
    float[] up = new float[count];
    float[] down = new float[count];
    for (int i = 0; i < rows.freeCount(); i++) {
      double step = 0.01;
      double[] above = place.clone();
      double[] below = place.clone();
      above[i] += step;
      below[i] -= step;
      rows.predict(above, up);
      rows.predict(below, down);
      double greatest = 0;
      for (int n = 0; n < count; n++) {
        greatest = Math.max(greatest, Math.abs(up[n] - down[n]) / (2 * step));
      }
      for (int n = 0; n < count; n++) {
        double difference = (up[n] - down[n]) / (2 * step);
        String where = "derivative " + i + " at " + n + " of " + List.of(place[0], place[1]);
        assertEquals(difference, columns[1 + i][n], 2e-3 * greatest, where);
        assertEquals(value[n], columns[0][n], 1e-6 * Math.abs(value[n]) + 1e-9, where);
      }
    }
  }

  /** 900 volumes of 6 x 5 pixels, so that three folds of 300 become at most 30 rows each. */
  @Test
  void compressedFoldsKeepEverySumOfSquaresAndProducts() {
    Random random = new Random(3);
    PixelGrid grid = new PixelGrid(6, 5, 6);
    PrfStimulus.Builder builder = PrfStimulus.builder(grid, 2, 6);
    for (int run = 0; run < 3; run++) {
      builder.startRun();
      for (int n = 0; n < 300; n++) {
        float[] frame = new float[30];
        for (int p = 6; p < 30; p++) frame[p] = random.nextFloat(); // the top row is always black
        builder.add(frame);
      }
    }
    PrfStimulus stimulus = builder.build();
    PrfTimeline timeline = timeline(stimulus, 3);
    PrfRows compressed = linear(stimulus, timeline);
    assertEquals(72, compressed.rowCount()); // 24 pixels that vary, three times
    PrfRows plain = compressive(stimulus, timeline);
    float[][] volumes = new float[900][2];
    float[] data = new float[900];
    for (int n = 0; n < 900; n++) data[n] = (float) random.nextGaussian();
    timeline.removeDrift(data, 1);
    for (int n = 0; n < 900; n++) volumes[n][1] = data[n];
    float[][] rows = compressed.rowsOf(volumes, 2);
    float[] rowData = new float[72];
    for (int n = 0; n < 72; n++) rowData[n] = rows[n][1];
    double[] place = {2.2, 2.7, Math.log(0.9), 0};
    float[] shortQ = new float[72];
    float[] longQ = new float[900];
    compressed.predict(place, shortQ);
    plain.predict(place, longQ);
    for (int fold = 0; fold < 3; fold++) {
      int from = compressed.foldStart(fold);
      int to = compressed.foldStart(fold + 1);
      double squares = Moments.dot(longQ, longQ, fold * 300, fold * 300 + 300);
      double ours = Moments.dot(shortQ, shortQ, from, to);
      assertEquals(squares, ours, 1e-5 * squares, "squares of fold " + fold);
      double products = Moments.dot(longQ, data, fold * 300, fold * 300 + 300);
      double bound = 1e-5 * Math.sqrt(squares * 300);
      assertEquals(products, Moments.dot(shortQ, rowData, from, to), bound, "fold " + fold);
      assertTrue(Math.abs(products) > 10 * bound);
    }
  }
}
