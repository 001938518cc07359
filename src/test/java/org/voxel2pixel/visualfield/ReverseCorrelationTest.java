// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** Known fields on simulated responses; the simulation shares no code with the estimate. */
class ReverseCorrelationTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 24;
  private static final PixelGrid GRID = new PixelGrid(WIDTH, HEIGHT, 20); // half a degree a pixel
  private static final ReverseCorrelationSettings STANDARD = ReverseCorrelationSettings.standard();

  /** Voxels with Gaussian fields; signal has variance 1, noise variance {@code 1 / snr}. */
  private record Subject(double[] x, double[] y, double[] sigma, float[][] stimuli, float[][] z) {

    static Subject simulate(int voxelCount, int sampleCount, double snr, long seed) {
      Random random = new Random(seed);
      double[] x = new double[voxelCount];
      double[] y = new double[voxelCount];
      double[] sigma = new double[voxelCount];
      for (int v = 0; v < voxelCount; v++) {
        x[v] = 2 + random.nextDouble() * (WIDTH - 5); // pixels, right
        y[v] = 2 + random.nextDouble() * (HEIGHT - 5); // pixels, down
        sigma[v] = 1.2 + 3 * random.nextDouble();
      }
      float[][] stimuli = new float[sampleCount][];
      double[][] drive = new double[sampleCount][voxelCount];
      for (int s = 0; s < sampleCount; s++) {
        stimuli[s] = deadLeaves(random);
        for (int v = 0; v < voxelCount; v++) {
          for (int p = 0; p < WIDTH * HEIGHT; p++) {
            double dx = p % WIDTH - x[v];
            double dy = p / WIDTH - y[v];
            double g = Math.exp(-(dx * dx + dy * dy) / (2 * sigma[v] * sigma[v]));
            drive[s][v] += g * stimuli[s][p];
          }
        }
      }
      return new Subject(x, y, sigma, stimuli, withNoise(drive, snr, random));
    }

    private static float[][] withNoise(double[][] drive, double snr, Random random) {
      int n = drive.length;
      float[][] z = new float[n][drive[0].length];
      for (int v = 0; v < drive[0].length; v++) {
        double sum = 0;
        double squares = 0;
        for (double[] row : drive) {
          sum += row[v];
          squares += row[v] * row[v];
        }
        double sd = Math.sqrt(squares / n - sum * sum / n / n);
        for (int s = 0; s < n; s++) {
          double signal = (drive[s][v] - sum / n) / sd;
          z[s][v] =
              (float) ((signal + random.nextGaussian() / Math.sqrt(snr)) / Math.sqrt(1 + 1 / snr));
        }
      }
      return z;
    }

    ReceptiveFieldTable estimate(ReverseCorrelationSettings settings) {
      ReverseCorrelation estimate =
          new ReverseCorrelation(GRID, x.length, stimuli.length, settings);
      for (int s = 0; s < stimuli.length; s++) estimate.add(z[s], stimuli[s]);
      return estimate.estimate(Progress.silent());
    }
  }

  /** Discs of many sizes that hide one another: the 1/f spectrum and edges of photographs. */
  private static float[] deadLeaves(Random random) {
    float[] image = new float[WIDTH * HEIGHT];
    for (int leaf = 0; leaf < 60; leaf++) {
      double radius = 1.5 / Math.sqrt(random.nextDouble() * 0.97 + 0.03);
      double cx = random.nextDouble() * WIDTH;
      double cy = random.nextDouble() * HEIGHT;
      float gray = (float) (random.nextDouble() - 0.5);
      for (int p = 0; p < image.length; p++) {
        double dx = p % WIDTH - cx;
        double dy = p / WIDTH - cy;
        if (dx * dx + dy * dy < radius * radius) image[p] = gray;
      }
    }
    return image;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  @Test
  void knownFieldsAreFoundWithinAFractionOfAPixel() {
    Subject subject = Subject.simulate(60, 1500, 1, 11);
    ReceptiveFieldTable table = subject.estimate(STANDARD);
    double[] error = new double[60];
    double[] sizeError = new double[60];
    double[] r2 = new double[60];
    for (int v = 0; v < 60; v++) {
      FittedField fitted = table.field(v).orElseThrow();
      // by hand: half a degree a pixel, fixation between pixels 19|20 and 11|12, y upward
      double dx = fitted.field().xDeg() / 0.5 + 19.5 - subject.x[v];
      double dy = -fitted.field().yDeg() / 0.5 + 11.5 - subject.y[v];
      error[v] = Math.hypot(dx, dy);
      sizeError[v] = Math.abs(Math.log(fitted.field().sigmaDeg() / 0.5 / subject.sigma[v]));
      r2[v] = fitted.r2();
    }
    assertTrue(median(error) < 0.35, "median centre error " + median(error) + " px");
    assertTrue(Arrays.stream(error).max().getAsDouble() < 1.5, Arrays.toString(error));
    assertTrue(median(sizeError) < 0.12, "median size error, log " + median(sizeError));
    // noise ceiling: signal variance / total variance = snr / (1 + snr)
    assertEquals(0.5, median(r2), 0.03);
  }

  @Test
  void explainedVarianceFollowsTheNoise() {
    for (double snr : new double[] {0.1, 4}) {
      ReceptiveFieldTable table = Subject.simulate(40, 1200, snr, 12).estimate(STANDARD);
      double[] r2 = new double[40];
      for (int v = 0; v < 40; v++) r2[v] = table.field(v).orElseThrow().r2();
      assertEquals(snr / (1 + snr), median(r2), 0.035, "snr " + snr);
    }
  }

  @Test
  void voxelsOfPureNoiseExplainNothing() {
    Subject subject = Subject.simulate(60, 600, 1, 13);
    Random random = new Random(14);
    for (float[] row : subject.z) {
      for (int v = 0; v < row.length; v++) row[v] = (float) random.nextGaussian();
    }
    ReceptiveFieldTable table = subject.estimate(STANDARD);
    double sum = 0;
    for (int v = 0; v < 60; v++) {
      double r2 = table.field(v).map(FittedField::r2).orElse(0.0);
      assertTrue(r2 < 0.03, "voxel " + v + " r2 " + r2); // 4 SD of r at 600 samples
      sum += r2;
    }
    assertTrue(sum / 60 < 0.003, "mean r2 " + sum / 60);
  }

  @Test
  void aSuppressedVoxelHasAFieldOnlyWhereEitherSignMakesOne() {
    Subject subject = Subject.simulate(1, 800, 4, 15);
    for (float[] row : subject.z) row[0] = -row[0];
    double positive = r2OrZero(subject.estimate(STANDARD));
    assertTrue(positive < 0.1, "r2 " + positive);
    ReceptiveFieldTable either = subject.estimate(STANDARD.withPolarity(Polarity.EITHER));
    assertTrue(r2OrZero(either) > 0.7);
    assertEquals(subject.x[0], either.field(0).orElseThrow().field().xDeg() / 0.5 + 19.5, 1);
  }

  private static double r2OrZero(ReceptiveFieldTable table) {
    return table.field(0).map(FittedField::r2).orElse(0.0);
  }

  @Test
  void averagingOverAreasKeepsTheCentresWherePixelsAre() {
    Subject subject = Subject.simulate(40, 1500, 4, 16);
    for (int side : new int[] {20, 13}) { // 2 x 2 pixels; 3.08 x 3 pixels
      ReceptiveFieldTable table =
          subject.estimate(STANDARD.withMaxSidePx(side).withSigmasPx(List.of(0.4, 0.7, 1.2, 2.0)));
      double[] dx = new double[40];
      double[] dy = new double[40];
      for (int v = 0; v < 40; v++) {
        ReceptiveField field = table.field(v).orElseThrow().field();
        dx[v] = field.xDeg() / 0.5 + 19.5 - subject.x[v];
        dy[v] = -field.yDeg() / 0.5 + 11.5 - subject.y[v];
      }
      assertEquals(0, median(dx), 0.25, "bias of x at side " + side);
      assertEquals(0, median(dy), 0.25, "bias of y at side " + side);
      for (int v = 0; v < 40; v++) assertTrue(Math.hypot(dx[v], dy[v]) < 2.5, "voxel " + v);
    }
  }

  @Test
  void standardisedPixelsFindTheFieldUnderUnevenContrast() {
    Subject subject = Subject.simulate(30, 1200, 4, 17);
    for (float[] stimulus : subject.stimuli) {
      for (int p = 0; p < stimulus.length; p++) {
        stimulus[p] *= (float) (0.05 + Math.exp(-p % WIDTH / 8.0)); // a film brighter at the left
      }
    }
    double centred = medianAbsX(subject, STANDARD);
    double standardised = medianAbsX(subject, STANDARD.withScaling(PixelScaling.STANDARDISED));
    assertTrue(standardised < 0.35, "median error of x " + standardised + " px");
    assertTrue(standardised < 0.7 * centred, standardised + " against " + centred);
  }

  private static double medianAbsX(Subject subject, ReverseCorrelationSettings settings) {
    ReceptiveFieldTable table = subject.estimate(settings);
    double[] error = new double[subject.x.length];
    for (int v = 0; v < error.length; v++) {
      double xDeg = table.field(v).orElseThrow().field().xDeg();
      error[v] = Math.abs(xDeg / 0.5 + 19.5 - subject.x[v]);
    }
    return median(error);
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit() throws Exception {
    Subject subject = Subject.simulate(70, 400, 1, 18);
    ReverseCorrelationSettings quick = ReverseCorrelationSettings.quick();
    List<Optional<FittedField>> one = fieldsOn(1, subject, quick);
    assertEquals(one, fieldsOn(3, subject, quick));
    assertEquals(one, fieldsOn(1, subject, quick));
  }

  private static List<Optional<FittedField>> fieldsOn(
      int threads, Subject subject, ReverseCorrelationSettings settings) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      ReceptiveFieldTable table = pool.submit(() -> subject.estimate(settings)).get();
      List<Optional<FittedField>> fields = new ArrayList<>();
      for (int v = 0; v < table.voxelCount(); v++) fields.add(table.field(v));
      return fields;
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void addedArraysMayBeUsedAgainByTheCaller() {
    Subject subject = Subject.simulate(3, 60, 4, 19);
    ReverseCorrelation reusing = new ReverseCorrelation(GRID, 3, 60, STANDARD);
    float[] response = new float[3];
    float[] stimulus = new float[WIDTH * HEIGHT];
    for (int s = 0; s < 60; s++) {
      System.arraycopy(subject.z[s], 0, response, 0, 3);
      System.arraycopy(subject.stimuli[s], 0, stimulus, 0, stimulus.length);
      reusing.add(response, stimulus);
    }
    assertEquals(subject.estimate(STANDARD).field(2), reusing.estimate(Progress.silent()).field(2));
  }

  @Test
  void foldsAreContiguousSoThatOrderMatters() {
    Subject subject = Subject.simulate(1, 90, 0.5, 20);
    ReceptiveFieldTable inOrder = subject.estimate(STANDARD);
    List<Integer> order = new ArrayList<>();
    for (int s = 0; s < 90; s++) order.add(s);
    Collections.shuffle(order, new Random(1));
    ReverseCorrelation shuffled = new ReverseCorrelation(GRID, 1, 90, STANDARD);
    for (int s : order) shuffled.add(subject.z[s], subject.stimuli[s]);
    FittedField a = inOrder.field(0).orElseThrow();
    FittedField b = shuffled.estimate(Progress.silent()).field(0).orElseThrow();
    assertEquals(a.field().xDeg(), b.field().xDeg(), 1e-6);
    assertNotEquals(a.r2(), b.r2(), 1e-6);
  }

  @Test
  void aConstantVoxelHasNoField() {
    Subject subject = Subject.simulate(2, 60, 4, 21);
    for (float[] row : subject.z) row[1] = 0.1f;
    ReceptiveFieldTable table = subject.estimate(STANDARD);
    assertTrue(table.field(0).isPresent());
    assertEquals(Optional.empty(), table.field(1));
  }

  @Test
  void stimuliThatNeverVaryAreRefused() {
    ReverseCorrelation estimate = new ReverseCorrelation(GRID, 1, 20, STANDARD);
    float[] gray = new float[WIDTH * HEIGHT];
    Arrays.fill(gray, 0.3f);
    for (int s = 0; s < 20; s++) estimate.add(new float[] {s}, gray);
    assertThrows(BadInputException.class, () -> estimate.estimate(Progress.silent()));
  }

  @Test
  void tooFewSamplesOrTooLittleMemoryIsSaidBeforeTheStart() {
    assertThrows(BadInputException.class, () -> new ReverseCorrelation(GRID, 1, 14, STANDARD));
    String message =
        assertThrows(
                BadInputException.class,
                () -> new ReverseCorrelation(GRID, Integer.MAX_VALUE, 100, STANDARD))
            .getMessage();
    assertTrue(message.contains("MB"), message);
    // by hand: sums of voxels x pixels in 5 folds dominate, 10,000 x 32 x 32 x 8 x 5 bytes
    PixelGrid film = new PixelGrid(96, 96, 20);
    double bytes = ReverseCorrelation.bytesNeeded(film, 10_000, STANDARD);
    assertEquals(10_000.0 * 1024 * 8 * 5, bytes, 0.3 * bytes);
  }

  @Test
  void samplesThatDoNotFitAreRefused() {
    ReverseCorrelation estimate = new ReverseCorrelation(GRID, 2, 15, STANDARD);
    float[] stimulus = new float[WIDTH * HEIGHT];
    float[] two = new float[2];
    assertThrows(IllegalArgumentException.class, () -> estimate.add(new float[3], stimulus));
    assertThrows(IllegalArgumentException.class, () -> estimate.add(two, new float[5]));
    float[] bad = {0, Float.NaN};
    String message =
        assertThrows(IllegalArgumentException.class, () -> estimate.add(bad, stimulus))
            .getMessage();
    assertTrue(message.contains("at 1 of sample 0"), message);
    assertThrows(IllegalStateException.class, () -> estimate.estimate(Progress.silent()));
    for (int s = 0; s < 15; s++) estimate.add(two, stimulus);
    assertThrows(IllegalStateException.class, () -> estimate.add(two, stimulus));
  }

  @Test
  void aCancelledEstimateStops() {
    Subject subject = Subject.simulate(1, 30, 1, 22);
    ReverseCorrelation estimate = new ReverseCorrelation(GRID, 1, 30, STANDARD);
    for (int s = 0; s < 30; s++) estimate.add(subject.z[s], subject.stimuli[s]);
    Progress cancelled =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            assertTrue(done >= 0 && done <= total);
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(CancelledException.class, () -> estimate.estimate(cancelled));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> STANDARD.withFolds(1));
    assertThrows(IllegalArgumentException.class, () -> STANDARD.withMaxSidePx(3));
    assertThrows(IllegalArgumentException.class, () -> STANDARD.withSigmasPx(List.of()));
    assertThrows(IllegalArgumentException.class, () -> STANDARD.withSigmasPx(List.of(2.0, 1.0)));
    assertThrows(IllegalArgumentException.class, () -> STANDARD.withSigmasPx(List.of(0.0)));
    assertThrows(IllegalArgumentException.class, () -> STANDARD.withSigmasPx(List.of(Double.NaN)));
    assertThrows(IllegalArgumentException.class, () -> STANDARD.withPolarity(null));
  }
}
