// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

class GaussianFootprintTest {
  private static final PixelGrid GRID = new PixelGrid(11, 7, 5.5); // half a degree a pixel

  @Test
  void theFormulaHoldsAtEachPixel() {
    Random random = new Random(3);
    for (int trial = 0; trial < 200; trial++) {
      double x = random.nextDouble() * 8 - 4; // some off the screen
      double y = random.nextDouble() * 6 - 3;
      double sigma = 0.25 + 2 * random.nextDouble();
      double cut = 1.5 + 3 * random.nextDouble();
      double[] expected = new double[77];
      int reached = 0;
      for (int p = 0; p < 77; p++) { // degrees of pixel centres by hand
        double d = Math.hypot(-2.5 + 0.5 * (p % 11) - x, 1.5 - 0.5 * (p / 11) - y);
        if (d > cut * sigma) continue;
        expected[p] = Math.exp(-d * d / (2 * sigma * sigma));
        reached++;
      }
      GaussianFootprint footprint =
          new GaussianFootprint(GRID, new ReceptiveField(x, y, sigma), cut);
      double[] found = new double[77];
      int[] last = {-1};
      footprint.forEach(
          (pixel, weight) -> {
            assertTrue(pixel > last[0], "ascending");
            last[0] = pixel;
            found[pixel] = weight;
          });
      assertArrayEquals(expected, found, 1e-12);
      assertEquals(reached, footprint.pixelCount());
    }
  }

  @Test
  void theLeastCutStillReachesThePixelUnderTheCentre() {
    Random random = new Random(4);
    for (int trial = 0; trial < 500; trial++) {
      ReceptiveField field =
          new ReceptiveField(
              random.nextDouble() * 5.5 - 2.75, random.nextDouble() * 3.5 - 1.75, 1e-9);
      boolean[] reached = new boolean[77];
      new GaussianFootprint(GRID, field, 1.5).forEach((pixel, weight) -> reached[pixel] = true);
      assertTrue(reached[GRID.pixelOf(field)], field.toString());
    }
  }
}
