// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class PrfModelTest {

  /** Parameter sets and delays of visualfield_prf.py. */
  private static final double[][] SETS = {
    {4.2, 7.7, 1.3, 1.0, 0.0},
    {11.5, 2.25, 0.6, 1.0, 1.25},
    {-0.8, 12.1, 5.0, 1.0, -2.5},
    {9.0, 4.4, 2.0, 0.5, 0.0},
    {3.3, 3.9, 0.7, 0.12, 2.0}
  };

  @Test
  void responsesAreThoseOfNumpy() throws IOException {
    List<double[]> expected = PrfBars.table("prf_predictions.tsv");
    PrfStimulus stimulus = PrfBars.stimulus();
    for (int set = 0; set < SETS.length; set++) {
      double[] s = SETS[set];
      PrfParameters parameters = new PrfParameters(s[0], s[1], s[2], s[3]);
      double[] response = new PrfModel(stimulus, s[4]).response(1, parameters);
      assertEquals(expected.size(), response.length);
      double greatest = Arrays.stream(response).max().orElseThrow();
      for (int n = 0; n < response.length; n++) {
        assertEquals(expected.get(n)[set], response[n], 2e-6 * greatest, set + " at " + n);
      }
    }
  }

  @Test
  void aMomentsStimulationSpreadsOverVolumesAsTheGammaFunctionsSay() throws IOException {
    for (double[] row : PrfBars.table("prf_weights.tsv")) {
      double[] impulse = new double[200];
      impulse[100] = 1;
      double[] bold = new DelayedResponse(row[0], row[1]).to(impulse);
      assertEquals(row[3], bold[100 + (int) row[2]], 2e-6, Arrays.toString(row));
    }
  }

  @Test
  void aLastingFullScreenSettlesAtTheGainAboveTheBaseline() {
    PrfStimulus.Builder builder = PrfStimulus.builder(new PixelGrid(40, 30, 20), 2, 20).startRun();
    float[] full = new float[40 * 30];
    Arrays.fill(full, 1);
    for (int n = 0; n < 40; n++) builder.add(full);
    PrfModel model = new PrfModel(builder.build(), 0);
    PrfParameters centre = new PrfParameters(19.5, 14.5, 2.5, 1);
    PrfEstimate estimate =
        new PrfEstimate(centre, new ReceptiveField(0, 0, 1), 7, 100, 0.5, OptionalDouble.of(-0.2));
    assertEquals(107, model.predict(0, estimate)[39], 1e-3);
    PrfParameters border = new PrfParameters(-0.5, 14.5, 2.5, 1); // half of it sees the screen
    assertEquals(0.5, model.response(0, border)[39], 1e-2);
    assertEquals(0, estimate.fitted().r2()); // predicts the wrong way round
  }

  @Test
  void noResponseCrossesIntoTheNextRun() {
    PixelGrid grid = new PixelGrid(8, 8, 8);
    float[] full = new float[64];
    Arrays.fill(full, 1);
    PrfStimulus.Builder builder = PrfStimulus.builder(grid, 1, 8).startRun();
    for (int n = 0; n < 20; n++) builder.add(full);
    builder.startRun();
    for (int n = 0; n < 20; n++) builder.add(new float[64]);
    PrfModel model = new PrfModel(builder.build(), 0);
    PrfParameters centre = new PrfParameters(3.5, 3.5, 2, 1);
    assertTrue(model.response(0, centre)[19] > 0.5);
    assertEquals(0, Arrays.stream(model.response(1, centre)).max().orElseThrow());
  }

  @Test
  void aNegativeStimulusHasNoPower() {
    float[] dark = new float[64];
    dark[9] = -0.1f;
    PrfStimulus stimulus =
        PrfStimulus.builder(new PixelGrid(8, 8, 8), 1, 8).startRun().add(dark).build();
    PrfModel model = new PrfModel(stimulus, 0);
    assertEquals(1, model.response(0, new PrfParameters(1, 1, 1, 1)).length);
    PrfParameters compressive = new PrfParameters(1, 1, 1, 0.5);
    String message =
        assertThrows(BadInputException.class, () -> model.response(0, compressive)).getMessage();
    assertTrue(message.contains("-0.1"), message);
  }

  @Test
  void aStimulusOutOfOrderOrShapeIsRefused() {
    PixelGrid grid = new PixelGrid(8, 8, 8);
    assertThrows(IllegalArgumentException.class, () -> PrfStimulus.builder(grid, 0, 8));
    assertThrows(IllegalArgumentException.class, () -> PrfStimulus.builder(grid, 1, 3));
    PrfStimulus.Builder builder = PrfStimulus.builder(grid, 1, 8);
    assertThrows(IllegalStateException.class, () -> builder.add(new float[64]));
    assertThrows(IllegalStateException.class, builder::build);
    builder.startRun();
    assertThrows(IllegalStateException.class, builder::startRun);
    assertThrows(IllegalArgumentException.class, () -> builder.add(new float[63]));
    float[] bad = new float[64];
    bad[17] = Float.NaN;
    String message =
        assertThrows(IllegalArgumentException.class, () -> builder.add(bad)).getMessage();
    assertTrue(message.contains("NaN at pixel (1, 2), volume 0 of run 0"), message);
    assertThrows(IllegalArgumentException.class, () -> new PrfParameters(0, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new PrfParameters(0, Double.NaN, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new PrfParameters(0, 0, 1, 0));
    PrfStimulus one = PrfStimulus.builder(grid, 1, 8).startRun().add(new float[64]).build();
    assertThrows(IllegalArgumentException.class, () -> new PrfModel(one, 10.5));
    assertThrows(IllegalArgumentException.class, () -> new PrfModel(one, Double.NaN));
  }

  @Test
  void areasAreAveragedAndRunsKeptApart() {
    float[] left = new float[16 * 8];
    for (int p = 0; p < left.length; p++) left[p] = p % 16 < 3 ? 1 : 0;
    PrfStimulus stimulus =
        PrfStimulus.builder(new PixelGrid(16, 8, 8), 1, 8)
            .startRun()
            .add(left)
            .add(new float[16 * 8])
            .startRun()
            .add(left)
            .build();
    assertEquals(2, stimulus.runCount());
    assertEquals(2, stimulus.volumeCount(0));
    assertEquals(3, stimulus.volumeCount());
    // 8 x 4 working pixels of 2 x 2: the second column is half covered
    assertEquals(1f, stimulus.run(0)[0]);
    assertEquals(0.5f, stimulus.run(0)[1 * 2]);
    assertEquals(0f, stimulus.run(0)[1 * 2 + 1]);
    assertEquals(0.5f, stimulus.run(1)[8 + 1]);
    assertEquals(32, stimulus.run(1).length);
  }
}
