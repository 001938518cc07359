// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/** On a screen of 8 x 4 pixels of 1 degree: x from -3.5 to 3.5, y from 1.5 at the top to -1.5. */
class FieldCoverageTest {
  private static final PixelGrid GRID = new PixelGrid(8, 4, 8);

  @Test
  void aFieldAtTheUpperRightLightsThePixelAtTheUpperRight() {
    FieldCoverage coverage = of(new ReceptiveField(2.6, 1.4, 1), new ReceptiveField(2.5, 1.1, 2));
    for (int pixel = 0; pixel < GRID.pixelCount(); pixel++) {
      assertEquals(pixel == 6 ? 2 : 0, coverage.centres()[pixel], "pixel " + pixel);
    }
  }

  @Test
  void gaussiansAddUpAsTheFormulaSays() {
    FieldCoverage coverage = of(new ReceptiveField(1, 1, 0.5), new ReceptiveField(-20, 0, 16));
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 8; x++) {
        double dx = x - 3.5 - 1;
        double dy = 1.5 - y - 1;
        double near = Math.exp(-(dx * dx + dy * dy) / (2 * 0.25));
        double farX = x - 3.5 + 20;
        double far = Math.exp(-(farX * farX + (1.5 - y) * (1.5 - y)) / (2 * 256.0));
        assertEquals(near + far, coverage.gaussianSum()[8 * y + x], 1e-6, x + ", " + y);
        assertEquals(x == 5 && y == 1 ? 1 : 0, coverage.centres()[8 * y + x], x + ", " + y);
      }
    }
  }

  @Test
  void itStopsWhenItIsTo() {
    Progress stopped =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {
            // nobody listens
          }

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    List<ReceptiveField> one = List.of(new ReceptiveField(0, 0, 1));
    assertThrows(CancelledException.class, () -> FieldCoverage.of(one, GRID, stopped));
  }

  private static FieldCoverage of(ReceptiveField... fields) {
    return FieldCoverage.of(List.of(fields), GRID, Progress.silent());
  }
}
