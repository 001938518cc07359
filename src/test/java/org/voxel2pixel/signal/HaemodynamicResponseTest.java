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

class HaemodynamicResponseTest {
  private static final JsonObject FIXTURE = Fixture.part("response");

  @Test
  void theDoubleGammaIsScipysAtEveryStep() {
    for (JsonElement each : FIXTURE.getAsJsonArray("cases")) {
      JsonObject expected = each.getAsJsonObject();
      double stepSec = expected.get("step").getAsDouble();
      double[] h = HaemodynamicResponse.doubleGamma(stepSec, expected.get("length").getAsDouble());
      double[] reference = Fixture.doubles(expected.get("h"));
      int stride = stepSec == 0.1 ? 10 : 1;
      assertEquals((reference.length - 1) * stride + 1, h.length);
      for (int n = 0; n < reference.length; n++) {
        assertEquals(reference[n], h[n * stride], 1e-14, stepSec + " s, sample " + n);
      }
      assertEquals(1, Arrays.stream(h).sum(), 1e-12);
    }
  }

  @Test
  void convolutionIsScipysCausalFilter() {
    double[] h = HaemodynamicResponse.doubleGamma(2, 32);
    double[] bold = HaemodynamicResponse.convolve(Fixture.doubles(FIXTURE.get("drive")), h);
    assertArrayEquals(Fixture.doubles(FIXTURE.get("bold")), bold, 1e-14);
  }

  @Test
  void anImpulseGivesTheResponseFromItsOwnTimeOn() {
    double[] response = {0.5, 0.3, 0.2};
    double[] bold = HaemodynamicResponse.convolve(new double[] {0, 0, 1, 0, 0, 0}, response);
    assertArrayEquals(new double[] {0, 0, 0.5, 0.3, 0.2, 0}, bold);
  }

  @Test
  void stepsThatCannotSampleTheResponseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> HaemodynamicResponse.doubleGamma(0, 32));
    assertThrows(
        IllegalArgumentException.class, () -> HaemodynamicResponse.doubleGamma(Double.NaN, 32));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> HaemodynamicResponse.doubleGamma(2, 1));
    assertTrue(e.getMessage().contains("was 1.0"), e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> HaemodynamicResponse.doubleGamma(16, 32));
    assertTrue(e.getMessage().contains("miss the response's peak"), e.getMessage());
  }
}
