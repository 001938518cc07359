// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The steps of Shen et al. (2019) in their order, and in another, against
 * src/test/python/signal_steps.py: lstsq, clip and masks of numpy, in double throughout.
 */
class ShenOrderTest {
  private static final JsonObject FIXTURE = Fixture.step("chain");
  private static final int VOXELS = FIXTURE.get("voxels").getAsInt();
  private static final double TR_SEC = 2;

  /** Percent: a value with its mean, kept as a float between two steps, is good to 2^-24 of it. */
  private static final double ONE_ROUNDING = 100 * 0x1p-24 + 1e-6;

  private final float[] run = Fixture.floats(FIXTURE.get("run"));

  private void regress() {
    NuisanceRegression.of(
            FIXTURE.get("volumes").getAsInt(),
            1,
            Fixture.rows(FIXTURE.get("motion")),
            List.of("x", "y", "z", "pitch", "roll", "yaw"))
        .removeFrom(run, VOXELS, NuisanceRegression.Mean.KEPT);
  }

  private int[] percentOfRest() {
    BlockWindow rest = BlockWindow.of(0, 24, 0, TR_SEC);
    return PercentSignalChange.apply(run, VOXELS, rest.firstVolume(), rest.volumeCount());
  }

  private long despike() {
    return Despike.apply(run, VOXELS, 3, 1);
  }

  private float[][] samples() {
    double[] onsetsSec = Fixture.doubles(FIXTURE.get("onsetsSec"));
    float[][] samples = new float[onsetsSec.length][VOXELS];
    for (int n = 0; n < samples.length; n++) {
      BlockAverage.of(run, VOXELS, BlockWindow.of(onsetsSec[n], 8, 4, TR_SEC), samples[n]);
    }
    return samples;
  }

  private static double worst(JsonElement expected, float[][] samples) {
    double[][] rows = Fixture.rows(expected);
    assertEquals(rows.length, samples.length);
    double worst = 0;
    for (int n = 0; n < rows.length; n++) {
      for (int v = 0; v < VOXELS; v++) {
        worst = Math.max(worst, Math.abs(rows[n][v] - samples[n][v]));
      }
    }
    return worst;
  }

  @Test
  void theStepsOfShenInTheirOrderGiveTheGoldenSamples() {
    regress();
    assertArrayEquals(Fixture.ints(FIXTURE.get("dropped")), percentOfRest());
    assertEquals(FIXTURE.get("clippedValues").getAsLong(), despike());
    assertEquals(0, worst(FIXTURE.get("samples"), samples()), ONE_ROUNDING);
  }

  @Test
  void despikingFirstGivesOtherSamples() {
    JsonObject other = FIXTURE.getAsJsonObject("despikedFirst");
    assertEquals(other.get("clippedValues").getAsLong(), despike());
    regress();
    percentOfRest();
    float[][] samples = samples();
    assertEquals(0, worst(other.get("samples"), samples), 2 * ONE_ROUNDING);
    double difference = worst(FIXTURE.get("samples"), samples);
    assertTrue(difference > 0.1, "percent signal change differs by " + difference);
  }
}
