// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class ZScoreTest {
  private static final JsonObject FIXTURE = Fixture.part("zScore");

  private static ZScore fitted() {
    ZScore.Fit fit = new ZScore.Fit(3);
    for (JsonElement row : FIXTURE.getAsJsonArray("rows")) fit.add(Fixture.floats(row));
    return fit.finish();
  }

  @Test
  void meanAndPopulationSdAreNumpysInSpiteOfAGreatOffset() {
    double[] mean = Fixture.doubles(FIXTURE.get("mean"));
    assertArrayEquals(mean, fitted().mean(), 1e-8);
    assertArrayEquals(Fixture.doubles(FIXTURE.get("sd")), fitted().sd(), 1e-9);
  }

  @Test
  void scoresAreScipys() {
    ZScore zScore = fitted().keeping(new int[] {0, 1});
    double[][] expected = Fixture.rows(FIXTURE.get("z"));
    for (int r = 0; r < expected.length; r++) {
      float[] row = Fixture.floats(FIXTURE.getAsJsonArray("rows").get(r));
      float[] varying = {row[0], row[1]};
      zScore.apply(varying);
      assertEquals(expected[r][0], varying[0], 1e-6);
      assertEquals(expected[r][1], varying[1], 1e-6);
    }
  }

  @Test
  void theSampleSdDividesByOneLess() {
    ZScore.Fit fit = new ZScore.Fit(2);
    for (float value : new float[] {2, 4, 4, 6}) fit.add(new float[] {value, 9});
    // Squared differences from 4: 4 + 0 + 0 + 4.
    assertEquals(Math.sqrt(8 / 4.0), fit.finish().sd()[0], 1e-15);
    assertEquals(Math.sqrt(8 / 4.0), fit.finish(0).sd()[0], 1e-15);
    assertEquals(Math.sqrt(8 / 3.0), fit.finish(1).sd()[0], 1e-15);
    assertArrayEquals(new int[] {1}, fit.finish(1).constantVoxels());
    assertThrows(IllegalArgumentException.class, () -> fit.finish(2));
  }

  @Test
  void keepingTakesTheNamedVoxelsInTheirOrder() {
    ZScore all = fitted();
    ZScore kept = all.keeping(new int[] {1, 0});
    assertArrayEquals(new double[] {all.mean()[1], all.mean()[0]}, kept.mean());
    assertArrayEquals(new double[] {all.sd()[1], all.sd()[0]}, kept.sd());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> all.keeping(new int[] {3}));
    assertTrue(e.getMessage().contains("must be 0..2, was 3"), e.getMessage());
  }

  @Test
  void constantVoxelsAreListedAndRefused() {
    ZScore zScore = fitted();
    assertArrayEquals(new int[] {2}, zScore.constantVoxels());
    assertArrayEquals(new int[0], zScore.keeping(new int[] {0, 1}).constantVoxels());
    float[] row = {1, 2, 3};
    IllegalStateException e = assertThrows(IllegalStateException.class, () -> zScore.apply(row));
    assertTrue(e.getMessage().contains("voxel 2 is constant"), e.getMessage());
    assertArrayEquals(new float[] {1, 2, 3}, row);
  }

  @Test
  void aConstantThatNoBinaryFractionEqualsIsStillConstant() {
    ZScore.Fit fit = new ZScore.Fit(1);
    for (int n = 0; n < 1000; n++) fit.add(new float[] {0.1f});
    assertArrayEquals(new int[] {0}, fit.finish().constantVoxels());
  }

  @Test
  void aRowWithNanIsRefusedAndNotTaken() {
    ZScore.Fit fit = new ZScore.Fit(2);
    fit.add(new float[] {1, 5});
    BadInputException e =
        assertThrows(BadInputException.class, () -> fit.add(new float[] {7, Float.NaN}));
    assertTrue(e.getMessage().contains("training row 1"), e.getMessage());
    assertTrue(e.getMessage().contains("NaN at value 1"), e.getMessage());
    fit.add(new float[] {3, 5});
    assertArrayEquals(new double[] {2, 5}, fit.finish().mean());
  }

  @Test
  void oneRowIsTooFew() {
    ZScore.Fit fit = new ZScore.Fit(1);
    fit.add(new float[] {1});
    BadInputException e = assertThrows(BadInputException.class, fit::finish);
    assertTrue(e.getMessage().contains("at least 2 training rows, found 1 rows"), e.getMessage());
  }
}
