// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

class EvaluationTest {
  private static final double TOLERANCE = 1e-12;

  private static EvaluationTable evaluate(ImageSet presented, ImageSet reconstructed, long seed) {
    return Evaluation.evaluate(
        presented, reconstructed, Oracle.meanImage(), seed, Progress.silent());
  }

  private static ImageSet noise(int count, long seed) {
    Random random = new Random(seed);
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] image = new float[Oracle.WIDTH_PX * Oracle.HEIGHT_PX * Oracle.CHANNELS];
      for (int v = 0; v < image.length; v++) image[v] = random.nextFloat();
      images.add(image);
    }
    return new ImageSet(Oracle.WIDTH_PX, Oracle.HEIGHT_PX, Oracle.CHANNELS, images);
  }

  private static double meanExpected(String name) {
    double sum = 0;
    for (int pair = 0; pair < Oracle.PAIR_COUNT; pair++) sum += Oracle.expected(name + pair);
    return sum / Oracle.PAIR_COUNT;
  }

  @Test
  void theValuesAreMeansOverTheImagesBesideTheMeanImageAsTheGuess() {
    EvaluationTable table = evaluate(Oracle.presentedSet(4), Oracle.reconstructedSet(4), 1);
    assertEquals(
        List.of("pixcorr", "ssim", "identification"),
        table.rows().stream().map(MetricRow::metric).toList());
    MetricRow pixcorr = table.row("pixcorr");
    MetricRow ssim = table.row("ssim");
    assertEquals(meanExpected("pixcorr_"), pixcorr.value(), TOLERANCE);
    assertEquals(meanExpected("ssim_gaussian_"), ssim.value(), TOLERANCE);
    assertEquals(Oracle.expected("table_pixcorr_mean_image"), pixcorr.meanImage(), TOLERANCE);
    assertEquals(Oracle.expected("table_ssim_mean_image"), ssim.meanImage(), TOLERANCE);
    assertEquals(0.5, table.row("identification").meanImage(), TOLERANCE);
  }

  @Test
  void theNullOfTwoPairsIsTheSwap() {
    EvaluationTable table = evaluate(Oracle.presentedSet(2), Oracle.reconstructedSet(2), 1);
    assertEquals(
        Oracle.expected("swapped_pixcorr"), table.row("pixcorr").shuffledNull(), TOLERANCE);
    assertEquals(Oracle.expected("swapped_ssim"), table.row("ssim").shuffledNull(), TOLERANCE);
    assertEquals(1, table.row("identification").value());
  }

  @Test
  void theNullOfIdentificationIsAtChanceEvenForPerfectReconstructions() {
    ImageSet images = noise(12, 3);
    EvaluationSettings settings =
        new EvaluationSettings(TieRule.WRONG, SsimSettings.uniform(), 400, 4);
    MetricRow identification =
        Evaluation.evaluate(images, images, Oracle.meanImage(), settings, Progress.silent())
            .row("identification");
    assertEquals(1, identification.value());
    // 12 · 400 labels of standard deviation 0.31: standard error 0.0046; derangements give 0.4545
    assertEquals(0.5, identification.shuffledNull(), 0.015);
  }

  @Test
  void equalSeedsGiveEqualTablesAndOtherSeedsOtherNulls() {
    ImageSet presented = noise(9, 5);
    ImageSet reconstructed = noise(9, 6);
    EvaluationTable table = evaluate(presented, reconstructed, 7);
    assertEquals(table.rows(), evaluate(presented, reconstructed, 7).rows());
    EvaluationTable other = evaluate(presented, reconstructed, 8);
    assertEquals(table.row("pixcorr").value(), other.row("pixcorr").value());
    assertNotEquals(table.row("pixcorr").shuffledNull(), other.row("pixcorr").shuffledNull());
  }

  @Test
  void constantReconstructionsAreLeftOutOfPixcorrAndCounted() {
    ImageSet presented = Oracle.presentedSet(4);
    List<float[]> withBlank = new ArrayList<>(Oracle.reconstructedSet(4).images());
    float[] blank = new float[presented.valueCount()];
    Arrays.fill(blank, 0.3f);
    withBlank.set(2, blank);
    EvaluationTable table = evaluate(presented, new ImageSet(24, 20, 3, withBlank), 1);
    double expected =
        (Oracle.expected("pixcorr_0") + Oracle.expected("pixcorr_1") + Oracle.expected("pixcorr_3"))
            / 3;
    assertEquals(expected, table.row("pixcorr").value(), TOLERANCE);
    Coverage coverage = table.coverage().orElseThrow();
    assertEquals(new Coverage(4, 1, 0, 1, 0, 3), coverage);
  }

  @Test
  void blanksOnlyAndABlankMeanImageLeaveCorrelationsUndefinedButSsimDefined() {
    ImageSet presented = Oracle.presentedSet(3);
    float[] blank = new float[presented.valueCount()];
    ImageSet blanks = new ImageSet(24, 20, 3, List.of(blank, blank, blank));
    EvaluationTable table = Evaluation.evaluate(presented, blanks, blank, 1, Progress.silent());
    for (String metric : List.of("pixcorr", "identification")) {
      MetricRow row = table.row(metric);
      assertEquals(new MetricRow(metric, Double.NaN, Double.NaN, Double.NaN), row);
    }
    assertTrue(Double.isFinite(table.row("ssim").value()));
    assertEquals(3, table.coverage().orElseThrow().pixcorrExcludedCount());
  }

  @Test
  void refusesWhatDoesNotPairUpBeforeItMeasuresAnything() {
    ImageSet four = Oracle.presentedSet(4);
    ImageSet three = Oracle.reconstructedSet(3);
    assertThrows(BadInputException.class, () -> evaluate(four, three, 1));
    ImageSet one = Oracle.presentedSet(1);
    assertThrows(BadInputException.class, () -> evaluate(one, one, 1));
    ImageSet tiny = new ImageSet(2, 2, 1, List.of(new float[4], new float[4]));
    assertThrows(
        BadInputException.class,
        () -> Evaluation.evaluate(tiny, tiny, new float[4], 1, Progress.silent()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluation.evaluate(four, four, new float[4], 1, Progress.silent()));
  }

  @Test
  void stopsWhenAskedTo() {
    ImageSet four = Oracle.presentedSet(4);
    Progress stop =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            // the flag is all that matters here
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(
        CancelledException.class,
        () -> Evaluation.evaluate(four, four, Oracle.meanImage(), 1, stop));
  }
}
