// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;
import org.voxel2pixel.visualfield.PrfSimulation.Truth;

/** Known fields are found again; the simulation shares no code with the fit. */
class PrfFitTest {
  private static final PrfSimulation BARS = PrfSimulation.bars();
  private static final PrfSettings EXACT =
      PrfSettings.standard()
          .withDelaysSec(List.of(0.0))
          .withFolds(1)
          .withRefinement(new PrfRefinement(200, 1e-7, 0));

  private static List<Truth> scattered(int count, boolean compressive) {
    Random random = new Random(8);
    List<Truth> truths = new ArrayList<>();
    for (int v = 0; v < count; v++) {
      double exponent = compressive ? 0.25 + 0.75 * random.nextDouble() : 1;
      double sigma = (0.8 + 2.5 * random.nextDouble()) * Math.sqrt(exponent);
      truths.add(
          new Truth(
              16 * random.nextDouble() - 0.5, 12 * random.nextDouble() - 0.5, sigma, exponent));
    }
    return truths;
  }

  private static List<PrfEstimate> fit(
      PrfStimulus stimulus, PrfResponses responses, PrfSettings settings) {
    return PrfFit.fit(stimulus, responses, settings, Progress.silent()).estimates().stream()
        .map(Optional::orElseThrow)
        .toList();
  }

  @Test
  void linearFieldsWithoutNoiseAreFoundToAThousandthOfAPixel() {
    List<Truth> truths = scattered(40, false);
    List<PrfEstimate> found = fit(BARS.stimulus(), BARS.noiseFree(truths), EXACT);
    for (int v = 0; v < truths.size(); v++) {
      Truth truth = truths.get(v);
      PrfEstimate estimate = found.get(v);
      assertEquals(truth.xPx(), estimate.parameters().xPx(), 1e-3, truth + " x");
      assertEquals(truth.yPx(), estimate.parameters().yPx(), 1e-3, truth + " y");
      assertEquals(truth.sigmaPx(), estimate.parameters().sigmaPx(), 1e-3, truth + " sigma");
      assertEquals(PrfSimulation.GAIN, estimate.gain(), 0.01, truth + " gain");
      assertEquals(PrfSimulation.BASELINE, estimate.baseline(), 1e-3, truth + " baseline");
      assertEquals(1, estimate.r2(), 1e-6, truth + " r2");
      assertEquals(OptionalDouble.empty(), estimate.heldOutR());
      // by hand: half a degree a pixel, fixation between pixels 7|8 and 5|6, y upward
      assertEquals((truth.xPx() - 7.5) / 2, estimate.field().xDeg(), 1e-3, truth + " x");
      assertEquals((5.5 - truth.yPx()) / 2, estimate.field().yDeg(), 1e-3, truth + " y");
      assertEquals(truth.sigmaPx() / 2, estimate.field().sigmaDeg(), 1e-3, truth + " sigma");
    }
  }

  @Test
  void compressiveFieldsWithoutNoiseAreFoundToAHundredthOfAPixel() {
    List<Truth> truths = scattered(24, true);
    PrfSettings settings = EXACT.withSummation(SpatialSummation.COMPRESSIVE);
    List<PrfEstimate> found = fit(BARS.stimulus(), BARS.noiseFree(truths), settings);
    for (int v = 0; v < truths.size(); v++) {
      Truth truth = truths.get(v);
      PrfParameters parameters = found.get(v).parameters();
      assertEquals(truth.xPx(), parameters.xPx(), 0.01, truth + " x");
      assertEquals(truth.yPx(), parameters.yPx(), 0.01, truth + " y");
      assertEquals(truth.exponent(), parameters.exponent(), 0.01, truth + " exponent");
      double size = truth.sigmaPx() / Math.sqrt(truth.exponent());
      assertEquals(size, parameters.sizePx(), 0.01, truth + " size");
      assertEquals(size / 2, found.get(v).field().sigmaDeg(), 0.005, truth + " size in degrees");
      assertEquals(1, found.get(v).r2(), 1e-5, truth + " r2");
    }
  }

  @Test
  void aMirroredScreenGivesMirroredFields() {
    List<Truth> truths = scattered(20, false);
    PrfResponses responses = BARS.noiseFree(truths);
    List<PrfEstimate> seen = fit(BARS.stimulus(), responses, EXACT);
    List<PrfEstimate> mirrored = fit(BARS.mirrored().stimulus(), responses, EXACT);
    for (int v = 0; v < truths.size(); v++) {
      ReceptiveField a = seen.get(v).field();
      ReceptiveField b = mirrored.get(v).field();
      assertEquals(a.xDeg(), -b.xDeg(), 1e-4, "x of voxel " + v);
      assertEquals(a.yDeg(), b.yDeg(), 1e-4, "y of voxel " + v);
      assertEquals(a.sigmaDeg(), b.sigmaDeg(), 1e-4, "sigma of voxel " + v);
      assertEquals(seen.get(v).gain(), mirrored.get(v).gain(), 1e-3, "gain of voxel " + v);
    }
  }

  @Test
  void aVoxelDrivenByTheUpperRightHasItsFieldThere() {
    PixelGrid grid = new PixelGrid(20, 12, 20);
    PrfStimulus.Builder builder = PrfStimulus.builder(grid, 2, 20).startRun();
    float[] series = new float[200];
    Random random = new Random(4);
    double[] drive = new double[200];
    for (int m = 0; m < 200; m++) {
      float[] aperture = new float[20 * 12];
      for (int p = 0; p < aperture.length; p++) aperture[p] = random.nextInt(2);
      drive[m] = aperture[2 * 20 + 16]; // third row from above, fourth column from the right
      builder.add(aperture);
    }
    for (int n = 0; n < 200; n++) {
      for (int m = 0; m <= n; m++) {
        double sinceOnset = 2 * (n - m);
        series[n] +=
            (float)
                (drive[m]
                    * (PrfSimulation.cumulated(sinceOnset)
                        - PrfSimulation.cumulated(sinceOnset - 2)));
      }
    }
    PrfResponses responses = PrfResponses.of(1, List.of(series));
    PrfEstimate estimate = fit(builder.build(), responses, EXACT).get(0);
    assertEquals(6.5, estimate.field().xDeg(), 0.05); // to the right
    assertEquals(3.5, estimate.field().yDeg(), 0.05); // upward
    assertEquals(2 * 20 + 16, grid.pixelOf(estimate.field()));
    assertTrue(estimate.r2() > 0.9);
  }

  @Test
  void areaAveragedStimuliKeepTheCentresWherePixelsAre() {
    PixelGrid grid = new PixelGrid(48, 36, 24);
    PrfStimulus.Builder builder = PrfStimulus.builder(grid, PrfBars.TR_SEC, 16); // 3 x 3 pixels
    for (int run = 0; run < PrfBars.RUNS; run++) {
      builder.startRun();
      for (int t = 0; t < PrfBars.VOLUMES; t++) {
        float[] small = PrfBars.bar(run, t);
        float[] large = new float[48 * 36];
        for (int p = 0; p < large.length; p++) large[p] = small[p / 48 / 3 * 16 + p % 48 / 3];
        builder.add(large);
      }
    }
    List<Truth> truths = List.of(new Truth(4, 2.5, 1.5, 1), new Truth(11.25, 8, 1, 1));
    List<PrfEstimate> found = fit(builder.build(), BARS.noiseFree(truths), EXACT);
    for (int v = 0; v < 2; v++) {
      // pixel 0 of 16 lies at pixel 1 of 48
      assertEquals(3 * truths.get(v).xPx() + 1, found.get(v).parameters().xPx(), 3e-3);
      assertEquals(3 * truths.get(v).yPx() + 1, found.get(v).parameters().yPx(), 3e-3);
      assertEquals(3 * truths.get(v).sigmaPx(), found.get(v).parameters().sigmaPx(), 3e-3);
      assertEquals(PrfSimulation.GAIN, found.get(v).gain(), 0.01);
    }
  }

  @Test
  void theDelayOfTheResponseIsFoundAndAWrongOneExplainsLess() {
    List<Truth> truths = scattered(30, false);
    PrfResponses late = PrfResponses.of(30, BARS.responses(truths, 1));
    PrfSettings settings = PrfSettings.standard().withFolds(1);
    PrfResult result = PrfFit.fit(BARS.stimulus(), late, settings, Progress.silent());
    assertEquals(1, result.delaySec());
    assertEquals(List.of(), result.warnings());
    List<PrfResult.DelayScore> delays = result.delays();
    assertEquals(5, delays.size());
    for (PrfResult.DelayScore score : delays) {
      assertTrue(score.delaySec() == 1 || score.meanR2() < delays.get(3).meanR2() - 0.01);
    }
    for (int v = 0; v < 30; v++) {
      PrfEstimate estimate = result.estimates().get(v).orElseThrow();
      assertEquals(truths.get(v).xPx(), estimate.parameters().xPx(), 0.01);
    }
    PrfResponses later = PrfResponses.of(30, BARS.responses(truths, 3));
    PrfResult edge = PrfFit.fit(BARS.stimulus(), later, settings, Progress.silent());
    assertEquals(2, edge.delaySec());
    assertTrue(edge.warnings().get(0).contains("aligned"), edge.warnings().toString());
  }

  @Test
  void driftIsNotMistakenForAResponse() {
    List<Truth> truths = scattered(10, false);
    List<float[]> runs = BARS.responses(truths, 0);
    for (int run = 0; run < 2; run++) {
      for (int n = 0; n < 1500; n++) {
        double t = n / 10 / 75.0 - 1;
        runs.get(run)[n] += (float) (40 * run + 6 * t + 9 * t * t); // as large as the signal
      }
    }
    PrfResponses drifting = PrfResponses.of(10, runs);
    PrfSettings degree2 = EXACT.withDriftDegree(OptionalInt.of(2));
    List<PrfEstimate> found = fit(BARS.stimulus(), drifting, degree2);
    for (int v = 0; v < 10; v++) {
      assertEquals(truths.get(v).xPx(), found.get(v).parameters().xPx(), 1e-3);
      assertEquals(1, found.get(v).r2(), 1e-6);
    }
    // 225 s are 3.75 minutes: degree 2 by the rule of half the minutes
    assertEquals(found, fit(BARS.stimulus(), drifting, EXACT));
    List<PrfEstimate> degree1 =
        fit(BARS.stimulus(), drifting, EXACT.withDriftDegree(OptionalInt.of(1)));
    assertTrue(degree1.get(0).r2() < 0.95, "r2 " + degree1.get(0).r2());
  }

  @Test
  void heldOutPredictionsFollowTheSignalButNotTheNoise() {
    List<Truth> truths = scattered(40, false);
    List<float[]> runs = BARS.responses(truths, 0);
    Random random = new Random(6);
    for (float[] run : runs) {
      for (int v = 20; v < 40; v++) {
        for (int n = 0; n < 150; n++) run[n * 40 + v] = (float) random.nextGaussian();
      }
    }
    List<Optional<PrfEstimate>> found =
        PrfFit.fit(
                BARS.stimulus(),
                PrfResponses.of(40, runs),
                EXACT.withFolds(2).withPolarity(Polarity.EITHER),
                Progress.silent())
            .estimates();
    double sum = 0;
    for (int v = 0; v < 40; v++) {
      PrfEstimate estimate = found.get(v).orElseThrow();
      double r = estimate.heldOutR().orElseThrow();
      if (v < 20) assertEquals(1, r, 1e-6, "voxel " + v);
      else assertTrue(Math.abs(r) < 0.25, "voxel " + v + ": " + r);
      if (v >= 20) sum += r / 20;
    }
    assertEquals(0, sum, 0.08); // standard error 1 / sqrt(300 * 20) = 0.013, fields shared
    assertEquals(1, found.get(3).orElseThrow().fitted().r2(), 1e-6);
  }

  @Test
  void aSingleRunIsHeldOutInPieces() {
    List<Truth> truths = scattered(4, false);
    PrfSimulation oneRun =
        new PrfSimulation(BARS.apertures().subList(0, 1), 16, 12, PrfBars.TR_SEC);
    PrfResult result =
        PrfFit.fit(
            oneRun.stimulus(), oneRun.noiseFree(truths), EXACT.withFolds(3), Progress.silent());
    assertEquals(List.of(), result.warnings());
    for (Optional<PrfEstimate> estimate : result.estimates()) {
      assertTrue(estimate.orElseThrow().heldOutR().orElseThrow() > 0.99, estimate.toString());
    }
    PrfResult twoRuns =
        PrfFit.fit(BARS.stimulus(), BARS.noiseFree(truths), EXACT.withFolds(3), Progress.silent());
    assertTrue(twoRuns.warnings().get(0).contains("2 folds instead of 3"));
  }

  @Test
  void aSuppressedVoxelHasAFieldOnlyWhereEitherSignMakesOne() {
    Truth truth = new Truth(9, 5, 1.2, 1);
    List<float[]> runs = BARS.responses(List.of(truth), 0);
    for (float[] run : runs) for (int n = 0; n < run.length; n++) run[n] = -run[n];
    PrfResponses suppressed = PrfResponses.of(1, runs);
    PrfSettings either = EXACT.withPolarity(Polarity.EITHER);
    PrfEstimate estimate = fit(BARS.stimulus(), suppressed, either).get(0);
    assertEquals(-PrfSimulation.GAIN, estimate.gain(), 0.01);
    assertEquals(9, estimate.parameters().xPx(), 1e-3);
    PrfResult positive = PrfFit.fit(BARS.stimulus(), suppressed, EXACT, Progress.silent());
    positive
        .estimates()
        .get(0)
        .ifPresent(
            field -> {
              assertTrue(field.gain() > 0);
              assertTrue(field.r2() < 0.5, "r2 " + field.r2());
            });
  }

  @Test
  void aConstantVoxelHasNoFieldAndDoesNotDisturbOthers() {
    List<Truth> truths = scattered(3, false);
    List<float[]> runs = BARS.responses(truths, 0);
    List<PrfEstimate> without = fit(BARS.stimulus(), PrfResponses.of(3, runs), EXACT.withFolds(2));
    for (float[] run : runs) for (int n = 0; n < 150; n++) run[n * 3 + 1] = 0.1f;
    PrfResult result =
        PrfFit.fit(
            BARS.stimulus(), PrfResponses.of(3, runs), EXACT.withFolds(2), Progress.silent());
    assertEquals(Optional.empty(), result.estimates().get(1));
    assertEquals(without.get(2).parameters(), result.estimates().get(2).orElseThrow().parameters());
    assertEquals(3, result.table().voxelCount());
    assertEquals(2, result.table().fieldCount());
  }

  @Test
  void aVoxelBelowTheThresholdKeepsTheGridsAnswer() {
    List<Truth> truths = List.of(new Truth(6.3, 4.4, 1.4, 1));
    PrfResponses responses = BARS.noiseFree(truths);
    PrfSettings gridOnly = EXACT.withRefinement(new PrfRefinement(0, 1e-4, 0));
    PrfEstimate coarse = fit(BARS.stimulus(), responses, gridOnly).get(0);
    PrfSettings strict = EXACT.withRefinement(new PrfRefinement(100, 1e-4, 0.9999));
    assertEquals(coarse, fit(BARS.stimulus(), responses, strict).get(0));
    // a centre of the grid: half-pixel places about the middle, 7.5
    double steps = (coarse.parameters().xPx() - 7.5) * 2;
    assertEquals(Math.rint(steps), steps, 1e-9);
    assertTrue(coarse.r2() > 0.9 && coarse.r2() < 0.9999, "r2 " + coarse.r2());
    assertTrue(fit(BARS.stimulus(), responses, EXACT).get(0).r2() > coarse.r2());
  }

  @Test
  void fieldsStayWithinTheBoundsWhateverTheData() {
    Random random = new Random(9);
    List<float[]> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      float[] noise = new float[150 * 60];
      for (int n = 0; n < noise.length; n++) noise[n] = (float) random.nextGaussian();
      runs.add(noise);
    }
    PrfResult result =
        PrfFit.fit(
            BARS.stimulus(),
            PrfResponses.of(60, runs),
            EXACT.withSummation(SpatialSummation.COMPRESSIVE),
            Progress.silent());
    for (Optional<PrfEstimate> found : result.estimates()) {
      PrfParameters p = found.orElseThrow().parameters();
      assertTrue(p.xPx() >= -2.1 - 1e-9 && p.xPx() <= 17.1 + 1e-9, p.toString());
      assertTrue(p.yPx() >= -1.7 - 1e-9 && p.yPx() <= 12.7 + 1e-9, p.toString());
      assertTrue(p.sigmaPx() >= 0.5 - 1e-9 && p.sigmaPx() <= 16 + 1e-9, p.toString());
      assertTrue(p.exponent() >= 0.1 - 1e-9 && p.exponent() <= 2 + 1e-9, p.toString());
      assertTrue(found.get().gain() > 0);
    }
  }

  @Test
  void longRunsOfAFilmAreFittedAsShortOnes() {
    Random random = new Random(12);
    List<List<float[]>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      List<float[]> volumes = new ArrayList<>();
      for (int n = 0; n < 400; n++) {
        float[] contrast = new float[12 * 10];
        for (int p = 0; p < contrast.length; p++) contrast[p] = random.nextFloat();
        volumes.add(contrast);
      }
      runs.add(volumes);
    }
    PrfSimulation film = new PrfSimulation(runs, 12, 10, 1); // more volumes than pixels
    List<Truth> truths = List.of(new Truth(3.3, 6.1, 1.2, 1), new Truth(8.8, 2.2, 2, 1));
    List<float[]> clean = film.responses(truths, 0);
    for (float[] run : clean) {
      for (int n = 0; n < run.length; n++) run[n] += (float) (0.2 * random.nextGaussian());
    }
    PrfResponses responses = PrfResponses.of(2, clean);
    List<PrfEstimate> linear = fit(film.stimulus(), responses, EXACT.withFolds(2));
    // the compressive path keeps every volume; at exponent 1 alone it is the same model
    PrfSettings held =
        EXACT
            .withFolds(2)
            .withSummation(SpatialSummation.COMPRESSIVE)
            .withSearch(new PrfSearch(1.5, 1, 0.1, List.of(1.0)))
            .withRefinement(new PrfRefinement(0, 1, 0));
    List<PrfEstimate> slow = fit(film.stimulus(), responses, held);
    List<PrfEstimate> fast =
        fit(
            film.stimulus(),
            responses,
            EXACT.withFolds(2).withRefinement(new PrfRefinement(0, 1, 0)));
    for (int v = 0; v < 2; v++) {
      assertEquals(slow.get(v).parameters(), fast.get(v).parameters());
      assertEquals(slow.get(v).r2(), fast.get(v).r2(), 1e-5);
      assertEquals(slow.get(v).gain(), fast.get(v).gain(), 1e-4);
      assertEquals(slow.get(v).baseline(), fast.get(v).baseline(), 1e-3);
      double r = slow.get(v).heldOutR().orElseThrow();
      assertEquals(r, fast.get(v).heldOutR().orElseThrow(), 1e-5);
      assertEquals(truths.get(v).xPx(), linear.get(v).parameters().xPx(), 0.2);
      assertEquals(truths.get(v).sigmaPx(), linear.get(v).parameters().sigmaPx(), 0.2);
    }
  }

  @Test
  void threadsAndNeighboursDoNotChangeABit() throws Exception {
    List<Truth> truths = scattered(70, false);
    List<float[]> runs = BARS.responses(truths, 0);
    Random random = new Random(2);
    for (float[] run : runs) {
      for (int n = 0; n < run.length; n++) run[n] += (float) random.nextGaussian();
    }
    PrfSettings quick = PrfSettings.quick();
    List<Optional<PrfEstimate>> one = onThreads(1, 70, runs, quick);
    assertEquals(one, onThreads(3, 70, runs, quick));
    List<float[]> last = new ArrayList<>();
    for (float[] run : runs) {
      float[] part = new float[150];
      for (int n = 0; n < 150; n++) part[n] = run[n * 70 + 69];
      last.add(part);
    }
    PrfSettings fixed = quick.withDelaysSec(List.of(0.0));
    assertEquals(onThreads(2, 70, runs, fixed).get(69), onThreads(2, 1, last, fixed).get(0));
  }

  private static List<Optional<PrfEstimate>> onThreads(
      int threads, int voxelCount, List<float[]> runs, PrfSettings settings) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(
              () ->
                  PrfFit.fit(
                          BARS.stimulus(),
                          PrfResponses.of(voxelCount, runs),
                          settings,
                          Progress.silent())
                      .estimates())
          .get();
    } finally {
      pool.shutdown();
    }
  }
}
