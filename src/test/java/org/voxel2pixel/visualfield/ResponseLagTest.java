// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ResponseLagTest {
  /** Voxel v follows pixel v after so many volumes; the rest of the run before is noise. */
  private static ResponseLag.Run run(int volumes, int lag, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] stimulus = new float[volumes][3];
    float[][] responses = new float[volumes][2];
    for (int t = 0; t < volumes; t++) {
      for (int p = 0; p < 3; p++) stimulus[t][p] = (float) random.nextGaussian();
      for (int v = 0; v < 2; v++) {
        double signal = t < lag ? random.nextGaussian() : 3 - 2 * stimulus[t - lag][v];
        responses[t][v] = (float) (signal + noise * random.nextGaussian());
      }
    }
    return new ResponseLag.Run(stimulus, responses);
  }

  private static int best(double[] scores) {
    int best = 0;
    for (int lag = 0; lag < scores.length; lag++) if (scores[lag] > scores[best]) best = lag;
    return best;
  }

  @Test
  void aKnownDelayIsFoundWhateverItIs() {
    for (int lag : new int[] {0, 3, 4, 7}) {
      double[] scores = ResponseLag.scores(List.of(run(200, lag, 2, 1), run(150, lag, 2, 2)), 8);
      assertEquals(lag, best(scores));
    }
  }

  @Test
  void aVoxelThatFollowsExactlyScoresOne() {
    assertEquals(1, ResponseLag.scores(List.of(run(80, 2, 0, 3)), 4)[2], 1e-9);
  }

  /** Two samples of one run and pixel: r is 1 or -1, by hand. */
  @Test
  void lagsNeverReachIntoTheNextRun() {
    float[][] stimulus = {{0}, {1}, {5}};
    float[][] up = {{9}, {0}, {1}};
    // Within a run of 3 volumes and a greatest lag of 1, times 0 and 1 count.
    double[] scores = ResponseLag.scores(List.of(new ResponseLag.Run(stimulus, up)), 1);
    assertArrayEquals(new double[] {1, 1}, scores, 1e-9);
    // Of two such runs: y(t + 1) is 0, 1, 0, 1 while x(t) is 0, 1, 0, 1.
    ResponseLag.Run run = new ResponseLag.Run(stimulus, up);
    assertEquals(1, ResponseLag.scores(List.of(run, run), 1)[1], 1e-9);
  }

  @Test
  void constantVoxelsAndRunsThatAreTooShortScoreNothing() {
    float[][] stimulus = {{0}, {1}, {2}};
    float[][] constant = {{7}, {7}, {7}};
    ResponseLag.Run run = new ResponseLag.Run(stimulus, constant);
    assertArrayEquals(new double[2], ResponseLag.scores(List.of(run), 1));
    assertArrayEquals(new double[6], ResponseLag.scores(List.of(run), 5));
    assertTrue(ResponseLag.scores(List.of(), 3).length == 4);
  }
}
