// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against src/test/python/signal_steps.py, in double from the same floats. */
class LongRunTest {
  private static final List<String> NAMES = List.of("x", "y", "z", "pitch", "roll", "yaw");
  private final LongRun data = new LongRun();

  private NuisanceRegression regression() {
    return NuisanceRegression.of(LongRun.VOLUMES, 1, data.motion, NAMES);
  }

  @Test
  void residualsOfAThousandVolumesNearTenThousandAreThoseOfDoubles() {
    regression().removeFrom(data.run, LongRun.VOXELS);
    ByteBuffer expected = Fixture.binary("long_residuals.f64");
    for (int n = 0; n < data.run.length; n++) {
      // Of order 100; floats there are 8e-6 apart.
      assertEquals(expected.getDouble(), data.run[n], 5e-6, "value " + n);
    }
  }

  @Test
  void theMeanIsKeptInDouble() {
    regression().removeFrom(data.run, LongRun.VOXELS, NuisanceRegression.Mean.KEPT);
    ByteBuffer expected = Fixture.binary("long_residuals.f64");
    double[] mean = Fixture.doubles(LongRun.EXPECTED.get("mean"));
    for (int n = 0; n < data.run.length; n++) {
      double whole = expected.getDouble() + mean[n % LongRun.VOXELS];
      assertEquals(whole, data.run[n], Math.ulp((float) whole) / 2 + 1e-6, "value " + n);
    }
  }

  @Test
  void detrendingIsScipys() {
    NuisanceRegression.of(LongRun.VOLUMES, 1, new double[0][], List.of())
        .removeFrom(data.run, LongRun.VOXELS);
    assertEquals(0, data.worst("detrended"), 8e-6);
  }

  @Test
  void scoresAreScipys() {
    RunZScore.apply(data.run, LongRun.VOXELS, 0);
    assertEquals(0, data.worst("z0"), 5e-7);
  }

  @Test
  void scoresByTheSampleSdAreScipys() {
    RunZScore.apply(data.run, LongRun.VOXELS, 1);
    assertEquals(0, data.worst("z1"), 5e-7);
  }

  @Test
  void percentOfTheBaselineAreNumpys() {
    PercentSignalChange.apply(data.run, LongRun.VOXELS, 0, 12);
    assertEquals(0, data.worst("percentOf12"), 5e-7);
  }

  @Test
  void percentOfTheRunAreNumpys() {
    PercentSignalChange.ofRunMean(data.run, LongRun.VOXELS);
    assertEquals(0, data.worst("percentOfMean"), 5e-7);
  }
}
