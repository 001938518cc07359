// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.BadInputException;

class NuisanceRegressionTest {
  private static final JsonObject FIXTURE = Fixture.part("nuisance");
  private static final int VOLUMES = FIXTURE.get("volumes").getAsInt();
  private static final int VOXELS = FIXTURE.get("voxels").getAsInt();
  private static final int DEGREE = FIXTURE.get("degree").getAsInt();
  private static final double[][] CONFOUNDS = Fixture.rows(FIXTURE.get("confounds"));
  private static final List<String> NAMES =
      FIXTURE.getAsJsonArray("names").asList().stream().map(JsonElement::getAsString).toList();

  private static NuisanceRegression regression() {
    return NuisanceRegression.of(VOLUMES, DEGREE, CONFOUNDS, NAMES);
  }

  private static void assertClose(double[] expected, float[] actual) {
    for (int n = 0; n < expected.length; n++) {
      // Residuals are of order 10, and float has 7 digits.
      assertEquals(expected[n], actual[n], 2e-6, "value " + n);
    }
  }

  @Test
  void residualsAreThoseOfLeastSquaresOnAllRegressorsAtOnce() {
    float[] run = Fixture.floats(FIXTURE.get("run"));
    regression().removeFrom(run, VOXELS);
    assertClose(Fixture.doubles(FIXTURE.get("residuals")), run);
  }

  @Test
  void degree1WithoutConfoundsIsLinearDetrending() {
    float[] run = Fixture.floats(FIXTURE.get("run"));
    NuisanceRegression.of(VOLUMES, 1, new double[0][], List.of()).removeFrom(run, VOXELS);
    assertClose(Fixture.doubles(FIXTURE.get("detrended")), run);
  }

  @Test
  void redundantConfoundsAreDroppedByName() {
    NuisanceRegression regression = regression();
    assertEquals(FIXTURE.get("rank").getAsInt(), regression.rank());
    Set<String> dropped = Set.copyOf(regression.dropped());
    assertEquals(3, dropped.size());
    assertTrue(dropped.containsAll(List.of("constant", "line")), dropped.toString());
    assertTrue(dropped.contains("trans_x") != dropped.contains("trans_x_rescaled"));
  }

  @Test
  void voxelsOfManyBlocksAreTreatedAlike() {
    float[] one = Fixture.floats(FIXTURE.get("run"));
    int copies = 50_000; // 24 volumes x 200 000 voxels, more than one block
    float[] many = new float[one.length * copies];
    for (int t = 0; t < VOLUMES; t++) {
      for (int v = 0; v < VOXELS * copies; v++) {
        many[t * VOXELS * copies + v] = one[t * VOXELS + v % VOXELS];
      }
    }
    regression().removeFrom(one, VOXELS);
    regression().removeFrom(many, VOXELS * copies);
    for (int t = 0; t < VOLUMES; t++) {
      for (int v = 0; v < VOXELS * copies; v += 997) {
        assertEquals(one[t * VOXELS + v % VOXELS], many[t * VOXELS * copies + v]);
      }
    }
  }

  @Test
  void aConstantVoxelLeavesExactlyNothing() {
    float[] run = new float[VOLUMES * 2];
    for (int t = 0; t < VOLUMES; t++) {
      run[2 * t] = 1234.567f;
      run[2 * t + 1] = t % 5;
    }
    regression().removeFrom(run, 2);
    double sum = 0;
    for (int t = 0; t < VOLUMES; t++) {
      assertEquals(0f, run[2 * t]);
      sum += Math.abs(run[2 * t + 1]);
    }
    assertTrue(sum > 1);
  }

  @Test
  void aConstantVoxelKeepsExactlyItsMean() {
    float[] run = new float[VOLUMES];
    Arrays.fill(run, 1234.567f);
    float[] before = run.clone();
    regression().removeFrom(run, 1, NuisanceRegression.Mean.KEPT);
    assertArrayEquals(before, run);
  }

  @Test
  void aVoxelThatVariesByTheLastBitOfFloatIsNotTakenForConstant() {
    float[] run = new float[VOLUMES];
    Arrays.fill(run, 1000f);
    run[7] = Math.nextUp(1000f);
    NuisanceRegression.of(VOLUMES, 0, new double[0][], List.of()).removeFrom(run, 1);
    float step = Math.ulp(1000f);
    assertEquals(step * (VOLUMES - 1f) / VOLUMES, run[7], 1e-4f * step);
  }

  @Test
  void tooFewVolumesAreRefusedWithTheCounts() {
    double[][] six = new double[6][9];
    for (double[] confound : six) confound[0] = 1;
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> NuisanceRegression.of(9, 1, six, List.of("a", "b", "c", "d", "e", "f")));
    assertTrue(e.getMessage().contains("at least 10 volumes for 8 regressors"), e.getMessage());
    assertTrue(e.getMessage().contains("9 volumes (1 mean"), e.getMessage());
    assertEquals(2, NuisanceRegression.of(4, 1, new double[0][], List.of()).rank());
  }

  @Test
  void aRunOfOneVolumeIsRefused() {
    BadInputException e =
        assertThrows(
            BadInputException.class, () -> NuisanceRegression.of(1, 0, new double[0][], List.of()));
    assertTrue(e.getMessage().contains("at least 3 volumes for 1 regressors"), e.getMessage());
  }

  @Test
  void aConfoundOfAnotherRunIsRefusedByName() {
    double[][] confounds = {new double[20], new double[19]};
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> NuisanceRegression.of(20, 1, confounds, List.of("rot_x", "rot_y")));
    assertTrue(e.getMessage().contains("rot_y"), e.getMessage());
    assertTrue(e.getMessage().contains("20 values"), e.getMessage());
    assertTrue(e.getMessage().contains("found 19 values"), e.getMessage());
  }

  @Test
  void nanInAConfoundIsRefusedByNameAndVolume() {
    double[][] confounds = {new double[20]};
    confounds[0][3] = Double.NaN;
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> NuisanceRegression.of(20, 1, confounds, List.of("dvars")));
    assertTrue(e.getMessage().contains("dvars"), e.getMessage());
    assertTrue(e.getMessage().contains("NaN at volume 3"), e.getMessage());
  }

  @Test
  void anInfiniteVoxelIsRefusedAndTheRunStaysAsItWas() {
    float[] run = Fixture.floats(FIXTURE.get("run"));
    run[5 * VOXELS + 2] = Float.POSITIVE_INFINITY;
    float[] before = run.clone();
    BadInputException e =
        assertThrows(BadInputException.class, () -> regression().removeFrom(run, VOXELS));
    assertTrue(e.getMessage().contains("Infinity at voxel 2, volume 5"), e.getMessage());
    assertArrayEquals(before, run);
  }

  @Test
  void aRunOfAnotherLengthIsAProgrammingMistake() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> regression().removeFrom(new float[7], VOXELS));
    assertTrue(e.getMessage().contains("24 volumes x 4 voxels, was 7"), e.getMessage());
  }
}
