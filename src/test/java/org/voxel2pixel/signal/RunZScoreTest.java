// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class RunZScoreTest {
  private static final JsonObject FIXTURE = Fixture.step("runZ");
  private static final int VOXELS = FIXTURE.get("voxels").getAsInt();

  @Test
  void aVoxelThatIsConstantInThisRunBecomesZeroAndIsNamed() {
    float[] run = Fixture.floats(FIXTURE.get("run"));
    assertArrayEquals(Fixture.ints(FIXTURE.get("constant")), RunZScore.apply(run, VOXELS, 0));
    double[] expected = Fixture.doubles(FIXTURE.get("z0"));
    for (int n = 0; n < run.length; n++) assertEquals(expected[n], run[n], 1e-6, "value " + n);
  }

  @Test
  void aVoxelThatVariesInAnotherRunIsScoredThere() {
    float[] silent = {5, 5, 5};
    float[] varying = {5, 6, 7};
    assertArrayEquals(new int[] {0}, RunZScore.apply(silent, 1, 0));
    assertArrayEquals(new int[0], RunZScore.apply(varying, 1, 0));
    assertArrayEquals(new float[3], silent);
    assertEquals(Math.sqrt(1.5), varying[2], 1e-6);
  }

  @Test
  void theSampleSdDividesByOneLess() {
    float[] run = Fixture.floats(FIXTURE.get("run"));
    RunZScore.apply(run, VOXELS, 1);
    double[] expected = Fixture.doubles(FIXTURE.get("z1OfVarying"));
    int[] varying = {0, 1, 3};
    for (int n = 0; n < expected.length; n++) {
      assertEquals(expected[n], run[n / 3 * VOXELS + varying[n % 3]], 1e-6, "value " + n);
    }
  }

  @Test
  void aConstantThatNoBinaryFractionEqualsIsStillConstant() {
    float[] run = new float[1001];
    Arrays.fill(run, 0.1f);
    assertArrayEquals(new int[] {0}, RunZScore.apply(run, 1, 0));
    assertArrayEquals(new float[1001], run);
  }

  @Test
  void aRunOfOneVolumeIsRefused() {
    BadInputException e =
        assertThrows(BadInputException.class, () -> RunZScore.apply(new float[] {1, 2}, 2, 0));
    assertTrue(e.getMessage().contains("at least 2 volumes, found 1 volumes"), e.getMessage());
  }

  @Test
  void infinitiesAreRefusedAndTheRunStaysAsItWas() {
    float[] run = {1, 2, Float.NEGATIVE_INFINITY, 4};
    BadInputException e = assertThrows(BadInputException.class, () -> RunZScore.apply(run, 2, 0));
    assertTrue(e.getMessage().contains("-Infinity at voxel 0, volume 1"), e.getMessage());
    assertArrayEquals(new float[] {1, 2, Float.NEGATIVE_INFINITY, 4}, run);
  }

  @Test
  void ddofIsZeroOrOne() {
    assertThrows(
        IllegalArgumentException.class, () -> RunZScore.apply(new float[] {1, 2, 3}, 1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> RunZScore.apply(new float[] {1, 2, 3}, 1, -1));
  }
}
