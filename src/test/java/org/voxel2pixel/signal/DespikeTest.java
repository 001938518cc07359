// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class DespikeTest {
  private static final JsonObject FIXTURE = Fixture.step("despike");

  @Test
  void valuesAndCountsAreNumpysForOneRoundAndForMany() {
    for (JsonElement element : FIXTURE.getAsJsonArray("cases")) {
      JsonObject expected = element.getAsJsonObject();
      double limitSd = expected.get("limit").getAsDouble();
      int rounds = expected.get("rounds").getAsInt();
      float[] run = Fixture.floats(FIXTURE.get("run"));
      long count = Despike.apply(run, FIXTURE.get("voxels").getAsInt(), limitSd, rounds);
      String which = limitSd + " SD, " + rounds + " rounds";
      assertEquals(expected.get("count").getAsLong(), count, which);
      double[] clipped = Fixture.doubles(expected.get("clipped"));
      for (int n = 0; n < run.length; n++) assertEquals(clipped[n], run[n], 4e-6, which + " " + n);
    }
  }

  @Test
  void oneSpikeAmongAHundredComesDownToThreeSd() {
    float[] run = new float[100];
    run[42] = 1000; // mean 10, SD sqrt(1e6 / 100 - 100) = 99.4987
    assertEquals(1, Despike.apply(run, 1, 3, 1));
    assertEquals(10 + 3 * Math.sqrt(9900), run[42], 1e-4);
    run[42] = 0;
    assertArrayEquals(new float[100], run);
  }

  @Test
  void aConstantSeriesStaysAsItIs() {
    for (double limitSd : new double[] {0.1, 3}) {
      float[] run = new float[999];
      Arrays.fill(run, 0.1f);
      assertEquals(0, Despike.apply(run, 1, limitSd, 10));
      for (float value : run) assertEquals(0.1f, value);
    }
  }

  @Test
  void whereEveryValueIsASpikeTheRoundsAreBounded() {
    float[] run = {1, -1, 1, -1};
    assertEquals(4, Despike.apply(run, 1, 0.5, 6)); // each round halves all
    assertArrayEquals(new float[] {1 / 64f, -1 / 64f, 1 / 64f, -1 / 64f}, run);
    assertEquals(4, Despike.apply(run, 1, 0.5, Integer.MAX_VALUE));
    assertArrayEquals(new float[4], run, Float.MIN_NORMAL);
  }

  @Test
  void nothingIsOutsideThreeSdInRunsOfTenVolumes() {
    float[] run = {0, 0, 0, 0, 1e6f, 0, 0, 0, 0, 0};
    assertEquals(0, Despike.apply(run, 1, 3, 10));
    float[] longer = Arrays.copyOf(run, 11);
    assertEquals(1, Despike.apply(longer, 1, 3, 1));
  }

  @Test
  void aRunOfOneVolumeIsRefused() {
    BadInputException e =
        assertThrows(BadInputException.class, () -> Despike.apply(new float[] {1}, 1, 3, 1));
    assertTrue(e.getMessage().contains("at least 2 volumes, found 1 volumes"), e.getMessage());
  }

  @Test
  void nanIsRefusedAndTheRunStaysAsItWas() {
    float[] run = new float[40];
    run[2] = 1000;
    run[39] = Float.NaN;
    float[] before = run.clone();
    BadInputException e = assertThrows(BadInputException.class, () -> Despike.apply(run, 2, 3, 1));
    assertTrue(e.getMessage().contains("NaN at voxel 1, volume 19"), e.getMessage());
    assertArrayEquals(before, run);
  }

  @Test
  void limitsAndRoundsMustBePositive() {
    float[] run = new float[4];
    assertThrows(IllegalArgumentException.class, () -> Despike.apply(run, 1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> Despike.apply(run, 1, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> Despike.apply(run, 1, 3, 0));
    assertThrows(IllegalArgumentException.class, () -> Despike.apply(run, 3, 3, 1));
  }
}
