// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** What a fit refuses, and what it says. */
class PrfRefusalTest {
  private static final PrfSettings STANDARD = PrfSettings.standard();

  private static String refusal(
      PrfStimulus stimulus, PrfResponses responses, PrfSettings settings) {
    return assertThrows(
            BadInputException.class,
            () -> PrfFit.fit(stimulus, responses, settings, Progress.silent()))
        .getMessage();
  }

  private static PrfResponses ramps() {
    float[] run = new float[PrfBars.VOLUMES * 3];
    for (int n = 0; n < run.length; n++) run[n] = n % 7;
    return PrfResponses.of(3, List.of(run, run.clone()));
  }

  @Test
  void aResponseThatIsNotANumberIsRefusedWithItsPlace() {
    float[] run = new float[PrfBars.VOLUMES * 3];
    float[] bad = run.clone();
    bad[41 * 3 + 2] = Float.NaN;
    String message = refusal(PrfBars.stimulus(), PrfResponses.of(3, List.of(run, bad)), STANDARD);
    assertTrue(message.contains("NaN at voxel 2, volume 41 of run 1"), message);
    bad[41 * 3 + 2] = Float.POSITIVE_INFINITY;
    message = refusal(PrfBars.stimulus(), PrfResponses.of(3, List.of(bad, run)), STANDARD);
    assertTrue(message.contains("Infinity at voxel 2, volume 41 of run 0"), message);
  }

  @Test
  void runsThatAreNotThoseOfTheStimulusAreRefused() {
    float[] run = new float[PrfBars.VOLUMES];
    String message = refusal(PrfBars.stimulus(), PrfResponses.of(1, List.of(run)), STANDARD);
    assertTrue(message.contains("2 runs") && message.contains("1 runs"), message);
    float[] shorter = new float[PrfBars.VOLUMES - 1];
    message = refusal(PrfBars.stimulus(), PrfResponses.of(1, List.of(run, shorter)), STANDARD);
    assertTrue(message.contains("run 1") && message.contains("149 volumes"), message);
  }

  @Test
  void stimuliThatNeverVaryAreRefused() {
    float[] gray = new float[64];
    Arrays.fill(gray, 0.3f);
    PrfStimulus.Builder builder = PrfStimulus.builder(new PixelGrid(8, 8, 8), 2, 8).startRun();
    for (int n = 0; n < 30; n++) builder.add(new float[64]);
    PrfResponses responses = PrfResponses.of(1, List.of(new float[30]));
    assertTrue(refusal(builder.build(), responses, STANDARD).contains("the same frame"));
  }

  @Test
  void negativeStimuliAreRefusedWhereSummationIsCompressive() {
    PrfStimulus.Builder builder = PrfStimulus.builder(new PixelGrid(8, 8, 8), 2, 8).startRun();
    for (int n = 0; n < 30; n++) {
      float[] luminance = new float[64];
      luminance[n] = -0.5f;
      builder.add(luminance);
    }
    PrfResponses responses = PrfResponses.of(1, List.of(new float[30]));
    String message =
        refusal(builder.build(), responses, STANDARD.withSummation(SpatialSummation.COMPRESSIVE));
    assertTrue(message.contains("-0.5"), message);
  }

  @Test
  void aRunTooShortForItsDriftIsRefused() {
    PrfSettings steep = STANDARD.withDriftDegree(OptionalInt.of(9)).withFolds(15);
    PrfStimulus.Builder builder = PrfStimulus.builder(new PixelGrid(8, 8, 8), 2, 8).startRun();
    for (int n = 0; n < 150; n++) builder.add(new float[64]);
    PrfResponses responses = PrfResponses.of(1, List.of(new float[150]));
    String message = refusal(builder.build(), responses, steep); // pieces of 10 volumes
    assertTrue(message.contains("12 volumes") && message.contains("10 volumes"), message);
  }

  @Test
  void tooLittleMemoryIsSaidBeforeTheStart() {
    PrfStimulus.Builder large = PrfStimulus.builder(new PixelGrid(64, 64, 8), 2, 64).startRun();
    for (int n = 0; n < 300; n++) large.add(new float[64 * 64]);
    PrfSettings endless = STANDARD.withSearch(new PrfSearch(1.01, 0.01, 1, List.of(1.0)));
    PrfResponses responses = PrfResponses.of(1, List.of(new float[300]));
    // 192 centres across, 378 sizes: 14 million candidates of 300 volumes, 17 GB
    assertTrue(refusal(large.build(), responses, endless).contains("MB"));
    // by hand: 38 centres across at sizes of 1 px, 10 minutes of volumes at TR 2 s in 5 runs
    PrfStimulus.Builder builder = PrfStimulus.builder(new PixelGrid(32, 32, 8), 2, 32);
    for (int run = 0; run < 5; run++) {
      builder.startRun();
      for (int n = 0; n < 60; n++) builder.add(new float[32 * 32]);
    }
    double candidates = 38 * 38 * 2 + 19 * 19 + 13 * 13 + 10 * 10 + 7 * 7 + 5 * 5 + 3 * 3;
    double bytes = 300 * 4 * (candidates + 3 * 32 * 32); // predictions; series twice, rows
    bytes += 8 * 1024 * (300 + 1024); // factors; products of pixels with pixels
    double tiles = 256 * 300 * 24.0 * Runtime.getRuntime().availableProcessors();
    assertEquals(bytes + tiles, PrfFit.bytesNeeded(builder.build(), STANDARD), 0.05 * bytes);
  }

  @Test
  void aCancelledFitStops() {
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
    assertThrows(
        CancelledException.class,
        () -> PrfFit.fit(PrfBars.stimulus(), ramps(), STANDARD, cancelled));
  }

  @Test
  void progressGoesForwardInEachStage() {
    StringBuilder stages = new StringBuilder();
    Progress listening =
        new Progress() {
          private String stage = "";
          private long before;

          @Override
          public void report(String now, long done, long total) {
            assertTrue(done >= 0 && done <= total, now + " " + done + " of " + total);
            if (!now.equals(stage)) stages.append(now).append('|');
            else assertTrue(done >= before, now + " " + done + " after " + before);
            stage = now;
            before = done;
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };
    PrfFit.fit(PrfBars.stimulus(), ramps(), PrfSettings.quick(), listening);
    assertEquals(
        "trying haemodynamic delays|filtering the stimulus|finding the stimulus' directions|"
            + "predicting candidate fields|fitting receptive fields|",
        stages.toString());
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertIllegal(() -> STANDARD.withFolds(0));
    assertIllegal(() -> STANDARD.withDelaysSec(List.of()));
    assertIllegal(() -> STANDARD.withDelaysSec(List.of(0.0, 0.0)));
    assertIllegal(() -> STANDARD.withDelaysSec(List.of(Double.NaN)));
    assertIllegal(() -> STANDARD.withDelaysSec(List.of(-11.0)));
    assertIllegal(() -> STANDARD.withDriftDegree(OptionalInt.of(-1)));
    assertThrows(NullPointerException.class, () -> STANDARD.withPolarity(null));
    assertIllegal(() -> new PrfSearch(1, 1, 0, List.of(1.0)));
    assertIllegal(() -> new PrfSearch(2, 0, 0, List.of(1.0)));
    assertIllegal(() -> new PrfSearch(2, 1, -0.1, List.of(1.0)));
    assertIllegal(() -> new PrfSearch(2, 1, 0, List.of()));
    assertIllegal(() -> new PrfSearch(2, 1, 0, List.of(0.05)));
    assertIllegal(() -> new PrfRefinement(-1, 1, 0));
    assertIllegal(() -> new PrfRefinement(1, 0, 0));
    assertIllegal(() -> new PrfRefinement(1, 1, 1.1));
    assertIllegal(() -> PrfResponses.of(2, List.of(new float[3])));
    assertIllegal(() -> PrfResponses.of(2, List.of()));
  }

  private static void assertIllegal(Runnable maker) {
    assertThrows(IllegalArgumentException.class, maker::run);
  }
}
