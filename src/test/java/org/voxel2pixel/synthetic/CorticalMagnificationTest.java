// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CorticalMagnificationTest {
  private static final int DRAWS = 20_000;

  /** The expected shares by summing 1 / (e + 0.75)^2 over a fine grid of the right half screen. */
  @Test
  void centresAreAsDenseAsTheSquareOfLinearMagnification() {
    double[] expected = new double[3]; // e < 1, e < 3, beyond the inscribed circle
    double total = 0;
    int steps = 600;
    for (int a = 0; a < steps; a++) {
      for (int b = 0; b < steps; b++) {
        double x = (a + 0.5) / steps * 6;
        double y = (b + 0.5) / steps * 6;
        double e = Math.hypot(x, y);
        double density = 1 / ((e + 0.75) * (e + 0.75));
        total += density;
        count(expected, e, density);
      }
    }
    double[] found = new double[3];
    var random = SeedStream.of(4, "test");
    var magnification = new CorticalMagnification(12);
    double meanY = 0;
    for (int n = 0; n < DRAWS; n++) {
      double[] centre = magnification.drawRightHalf(random);
      assertTrue(centre[0] > 0 && centre[0] < 6 && Math.abs(centre[1]) < 6);
      count(found, Math.hypot(centre[0], centre[1]), 1);
      meanY += centre[1] / DRAWS;
    }
    for (int n = 0; n < 3; n++) {
      assertEquals(expected[n] / total, found[n] / DRAWS, 0.012, "share " + n); // 3.5 SD
    }
    assertEquals(0, meanY, 0.06, "as many above as below");
  }

  private static void count(double[] shares, double e, double amount) {
    if (e < 1) shares[0] += amount;
    if (e < 3) shares[1] += amount;
    if (e > 6) shares[2] += amount;
  }
}
