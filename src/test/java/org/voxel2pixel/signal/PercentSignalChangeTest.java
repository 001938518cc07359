// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class PercentSignalChangeTest {
  private static final JsonObject FIXTURE = Fixture.step("percent");
  private static final int VOXELS = 7;

  @Test
  void voxelsWithoutABaselineAreZeroAndNamed() {
    float[] run = Fixture.floats(FIXTURE.get("run"));
    int first = FIXTURE.get("first").getAsInt();
    int[] dropped = PercentSignalChange.apply(run, VOXELS, first, FIXTURE.get("count").getAsInt());
    assertArrayEquals(Fixture.ints(FIXTURE.get("dropped")), dropped);
    double[] expected = Fixture.doubles(FIXTURE.get("changed"));
    for (int n = 0; n < run.length; n++) {
      assertEquals(expected[n], run[n], 1e-6 + 1e-7 * Math.abs(expected[n]), "value " + n);
    }
  }

  @Test
  void aMeanOfAMillionthOfTheLargestValueIsTheFirstThatIsTooSmall() {
    // Baseline of one volume; 1 and 1000000 are exact, 1e-6 of the latter rounds to 1.
    float[] run = {1, 1.0001f, 1000000, 1000000};
    assertArrayEquals(new int[] {0}, PercentSignalChange.apply(run, 2, 0, 1));
    assertArrayEquals(new float[] {0, 0, 0}, new float[] {run[0], run[1], run[2]});
    assertEquals(100 * (1e6 / 1.0001f - 1), run[3], 16);
  }

  @Test
  void theMeanOfTheRunServesWhereThereIsNoRest() {
    float[] run = {90, 110, 100};
    assertArrayEquals(new int[0], PercentSignalChange.ofRunMean(run, 1));
    assertArrayEquals(new float[] {-10, 10, 0}, run);
  }

  @Test
  void aBaselineBeyondTheRunIsRefusedAndTheRunStaysAsItWas() {
    float[] run = {1, 2, 3, 4};
    BadInputException e =
        assertThrows(BadInputException.class, () -> PercentSignalChange.apply(run, 1, 2, 3));
    assertTrue(e.getMessage().contains("3 volumes of baseline from volume 2"), e.getMessage());
    assertTrue(e.getMessage().contains("found a run of 4 volumes"), e.getMessage());
    assertArrayEquals(new float[] {1, 2, 3, 4}, run);
    PercentSignalChange.apply(run, 1, 2, 2);
  }

  @Test
  void aRunOfOneVolumeIsRefused() {
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> PercentSignalChange.ofRunMean(new float[] {1, 2}, 2));
    assertTrue(e.getMessage().contains("at least 2 volumes, found 1 volumes"), e.getMessage());
    assertThrows(
        BadInputException.class, () -> PercentSignalChange.apply(new float[] {1, 2}, 2, 0, 1));
    assertThrows(BadInputException.class, () -> PercentSignalChange.ofRunMean(new float[0], 2));
  }

  @Test
  void nanIsRefusedByVoxelAndVolume() {
    float[] run = {1, 2, 3, Float.NaN};
    BadInputException e =
        assertThrows(BadInputException.class, () -> PercentSignalChange.apply(run, 2, 0, 1));
    assertTrue(e.getMessage().contains("NaN at voxel 1, volume 1"), e.getMessage());
    assertArrayEquals(new float[] {1, 2, 3, Float.NaN}, run);
  }

  @Test
  void aBaselineOfNothingIsAProgrammingMistake() {
    assertThrows(
        IllegalArgumentException.class, () -> PercentSignalChange.apply(new float[4], 1, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> PercentSignalChange.apply(new float[4], 1, -1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> PercentSignalChange.apply(new float[5], 2, 0, 1));
  }
}
