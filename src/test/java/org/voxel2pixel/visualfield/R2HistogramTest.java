// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Counted by hand. */
class R2HistogramTest {
  @Test
  void countsAreThoseOfEachBinWithItsLowerEdge() {
    double[] r2 = {1, 0.1, 0.29, 0.3, 0, 0.15, 0.99, 0.09};
    R2Histogram histogram = R2Histogram.of(r2, 0.1);
    assertArrayEquals(new int[] {2, 2, 1, 1, 0, 0, 0, 0, 0, 2}, histogram.counts());
    assertEquals(8, histogram.count());
    assertEquals(1, histogram.best());
    assertEquals(10, histogram.usedBins());
  }

  @Test
  void aValueOnAnEdgeIsNotLostToRounding() {
    // 0.15 / 0.05 = 2.9999999999999996 and 0.35 / 0.05 = 6.999999999999999 in doubles
    int[] counts = R2Histogram.of(new double[] {0.15, 0.35, 0.1499}, 0.05).counts();
    assertEquals(1, counts[2]);
    assertEquals(1, counts[3]);
    assertEquals(0, counts[6]);
    assertEquals(1, counts[7]);
  }

  @Test
  void theThresholdCountsValuesAndNotBins() {
    R2Histogram histogram = R2Histogram.of(new double[] {0.02, 0.05, 0.051, 0.2}, 0.1);
    assertEquals(3, histogram.countFrom(0.05));
    assertEquals(2, histogram.countFrom(0.051));
    assertEquals(0, histogram.countFrom(0.21));
    assertEquals(3, histogram.usedBins());
  }

  @Test
  void binsAreAsNarrowAsTheBestValueAllows() {
    assertEquals(0.01, R2Histogram.widthFor(0.38, 40));
    assertEquals(0.02, R2Histogram.widthFor(0.4, 40));
    assertEquals(0.05, R2Histogram.widthFor(1, 40));
    assertEquals(0.1, R2Histogram.widthFor(1, 10));
    assertEquals(0.001, R2Histogram.widthFor(0, 40));
  }

  @Test
  void aLineTellsEachBinThatHasAFieldAndTheBest() {
    assertEquals(
        "4 fields with r2 0.0..0.005: 1, 0.02..0.025: 2, 0.04..0.045: 1, best 0.0431",
        R2Histogram.line(new double[] {0.0431, 0.001, 0.02, 0.0249}));
    assertEquals("1 fields with r2 0.9..1.0: 1, best 1.0000", R2Histogram.line(new double[] {1}));
    assertEquals("0 fields", R2Histogram.line(new double[0]));
  }

  @Test
  void whatIsNoShareIsADefect() {
    assertThrows(IllegalArgumentException.class, () -> R2Histogram.of(new double[] {1.1}, 0.1));
    assertThrows(
        IllegalArgumentException.class, () -> R2Histogram.of(new double[] {Double.NaN}, 0.1));
    assertThrows(IllegalArgumentException.class, () -> R2Histogram.of(new double[0], 0.3));
  }
}
