// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContrastEnergyTest {
  private static final int SIDE = 96;

  /** Against src/test/python/visualfield_contrast_energy.py. */
  @Test
  void energiesAreThoseOfScipy() throws IOException {
    int compared = 0;
    for (double[] row : PrfBars.table("contrast_energy.tsv")) {
      float[] found = new ContrastEnergy(row[0]).of(noise(), 23, 17);
      for (int x = 0; x < 23; x++) {
        assertEquals(row[2 + x], found[(int) row[1] * 23 + x], 1e-7, Arrays.toString(row));
        compared++;
      }
    }
    assertEquals(3 * 17 * 23, compared);
  }

  private static byte[] noise() {
    byte[] rgb = new byte[23 * 17 * 3];
    long state = 7;
    for (int n = 0; n < rgb.length; n++) {
      state = (1664525L * state + 1013904223L) & 0xffffffffL;
      int value = (int) (state >> 24);
      rgb[n] = (byte) (n / 3 % 23 < 11 ? value / 2 : value);
    }
    return rgb;
  }

  @Test
  void aUniformFrameHasNone() {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    Arrays.fill(rgb, (byte) 200);
    for (float value : new ContrastEnergy(6).of(rgb, SIDE, SIDE)) assertEquals(0, value, 1e-7);
  }

  @Test
  void aGratingIsSeenAtItsOwnScaleInEveryOrientationAndPhase() {
    for (double phase : new double[] {0, 1, 2}) {
      for (double degrees : new double[] {0, 45, 90, 135}) {
        byte[] grating = grating(8, degrees, phase);
        double own = centre(new ContrastEnergy(8), grating);
        // own pair 1; neighbours 0.765 of the wave vector away: exp(-(0.765 pi)^2 / 2) = 0.056
        assertEquals(
            0.4 * Math.sqrt((1 + 2 * 0.056 * 0.056) / 4),
            own,
            0.003,
            degrees + " degrees, phase " + phase);
        assertTrue(centre(new ContrastEnergy(3), grating) < 0.2 * own);
        assertTrue(centre(new ContrastEnergy(24), grating) < 0.1 * own);
      }
    }
  }

  private static byte[] grating(double wavelength, double degrees, double phase) {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int p = 0; p < SIDE * SIDE; p++) {
      double across =
          p % SIDE * Math.cos(Math.toRadians(degrees))
              + p / SIDE * Math.sin(Math.toRadians(degrees));
      double luma = 0.5 + 0.4 * Math.cos(2 * Math.PI * across / wavelength + phase);
      Arrays.fill(rgb, 3 * p, 3 * p + 3, (byte) Math.round(255 * luma));
    }
    return rgb;
  }

  private static double centre(ContrastEnergy energy, byte[] rgb) {
    return energy.of(rgb, SIDE, SIDE)[SIDE / 2 * SIDE + SIDE / 2];
  }

  @Test
  void framesAndWavelengthsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ContrastEnergy(2));
    assertThrows(IllegalArgumentException.class, () -> new ContrastEnergy(Double.NaN));
    ContrastEnergy energy = new ContrastEnergy(4);
    assertThrows(IllegalArgumentException.class, () -> energy.of(new byte[10], 2, 2));
  }
}
