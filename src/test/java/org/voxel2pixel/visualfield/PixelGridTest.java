// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelGridTest {
  private static final PixelGrid GRID = new PixelGrid(8, 4, 16); // 2 degrees a pixel

  @Test
  void fixationLiesInTheMiddleOfTheScreen() {
    assertEquals(3.5, GRID.xPx(0));
    assertEquals(1.5, GRID.yPx(0));
  }

  @Test
  void upperRightInDegreesIsSmallYAndLargeXInPixels() {
    assertEquals(6.5, GRID.xPx(6));
    assertEquals(0.0, GRID.yPx(3));
  }

  @Test
  void degreesComeBackFromPixels() {
    assertEquals(-5.25, GRID.xDeg(GRID.xPx(-5.25)), 1e-12);
    assertEquals(2.75, GRID.yDeg(GRID.yPx(2.75)), 1e-12);
  }

  /** By hand: column = floor((x / 16 + 0.5) * 8), row = floor((0.5 - y / 8) * 4). */
  @ParameterizedTest
  @CsvSource({
    "-8, 4, 0", // the upper left corner belongs to the first pixel
    "7.99, 3.99, 7",
    "-7.9, -3.9, 24",
    "7.9, -3.9, 31",
    "0.1, -0.1, 20",
    "-0.1, 0.1, 11",
    "8, 0, -1", // the right edge is off the screen, as the index rule has it
    "0, 4.1, -1",
    "0, -4.1, -1",
    "-8.1, 0, -1"
  })
  void aCentreFallsOnThePixelThatCoversIt(double xDeg, double yDeg, int pixel) {
    assertEquals(pixel, GRID.pixelOf(new ReceptiveField(xDeg, yDeg, 1)));
  }

  @Test
  void aGridWithoutPixelsOrWidthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new PixelGrid(0, 4, 16));
    assertThrows(IllegalArgumentException.class, () -> new PixelGrid(8, 0, 16));
    assertThrows(IllegalArgumentException.class, () -> new PixelGrid(8, 4, 0));
    assertThrows(IllegalArgumentException.class, () -> new PixelGrid(8, 4, Double.NaN));
  }
}
