// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.Progress;

/** Three pictures of 3 x 1 pixels, the first shown twice; all values by hand. */
class HeldOutEvaluationTest {
  private static final float[] RAMP = {0, 0.5f, 1};
  private static final float[] PEAK = {0, 1, 0};
  private static final float[] FALL = {1, 0.5f, 0};
  private static final List<float[]> SHOWN = List.of(RAMP, PEAK, RAMP, FALL);
  private static final int[] NUMBERS = {0, 1, 0, 2};

  /** r with ramp, peak, fall: (1, 0, -1), (-1, 0, 1), (0, 1, 0), (-1, 0, 1). */
  private static final List<float[]> GUESSES =
      List.of(
          new float[] {0, 1, 2},
          new float[] {2, 1, 0},
          new float[] {0.5f, 1, 0.5f},
          new float[] {1, 0.5f, 0});

  @Test
  void aPictureShownTwiceIsNeverItsOwnLure() {
    Map<String, MetricRow> rows = evaluate(List.of("n/a", "n/a", "n/a", "n/a"));
    // own r: 1, 0, 0, 1; won of two lures each: 2, 1, 0 (ties with fall, loses to peak), 2
    assertEquals(0.5, rows.get("pixcorr").value(), 1e-12);
    assertEquals((1 + 0.5 + 0 + 1) / 4, rows.get("identification").value(), 1e-12);
    // squares: 0 + .25 + 1, 4 + 0 + 0, .25 + .25 + .25, 0
    assertEquals((1.25 / 3 + 4.0 / 3 + 0.75 / 3 + 0) / 4, rows.get("mse").value(), 1e-6);
    assertTrue(Double.isNaN(rows.get("ssim").value()), "no room for its window");
    assertEquals(4, rows.size(), "no row of classes");
  }

  @Test
  void luresWithinAClassAreOtherPicturesOfItAndALonelyPictureIsLeftOut() {
    Map<String, MetricRow> rows = evaluate(List.of("line", "blob", "line", "line"));
    // ramp against fall: won; peak is alone; ramp against fall: tie, lost; fall against ramp: won
    assertEquals(2.0 / 3, rows.get("identification_within_class").value(), 1e-12);
  }

  @Test
  void aPictureOfTwoKindsGivesNoClasses() {
    assertEquals(4, evaluate(List.of("line", "blob", "blob", "line")).size());
  }

  @Test
  void theColumnsBesideAreTheMeanImageAndTheMeanOfTheShuffled() {
    Map<String, MetricRow> rows = evaluate(List.of("n/a", "n/a", "n/a", "n/a"));
    // mean images: all RAMP: r 1, 0, 1, -1; shuffled: that, and all FALL: -1, 0, -1, 1
    assertEquals(0.25, rows.get("pixcorr").meanImage(), 1e-12);
    assertEquals(0, rows.get("pixcorr").shuffledNull(), 1e-12);
    assertEquals((1 + 0.5 + 1 + 0) / 4, rows.get("identification").meanImage(), 1e-12);
    assertEquals(
        ((1 + 0.5 + 1 + 0) / 4 + (0 + 0.5 + 0 + 1) / 4) / 2,
        rows.get("identification").shuffledNull(),
        1e-12);
  }

  @Test
  void withoutShuffledOnesTheirColumnIsUndefined() {
    List<MetricRow> rows =
        HeldOutEvaluation.evaluate(
            shown(List.of("a", "a", "a", "a")), GUESSES, SHOWN, List.of(), Progress.silent());
    assertEquals(5, rows.size());
    for (MetricRow row : rows) assertTrue(Double.isNaN(row.shuffledNull()), row.metric());
  }

  private static Map<String, MetricRow> evaluate(List<String> kinds) {
    List<float[]> ramps = List.of(RAMP, RAMP, RAMP, RAMP);
    List<float[]> falls = List.of(FALL, FALL, FALL, FALL);
    return HeldOutEvaluation.evaluate(
            shown(kinds), GUESSES, ramps, List.of(ramps, falls), Progress.silent())
        .stream()
        .collect(Collectors.toMap(MetricRow::metric, Function.identity()));
  }

  private static Presentations shown(List<String> kinds) {
    return Presentations.of(3, 1, SHOWN, NUMBERS, kinds);
  }
}
