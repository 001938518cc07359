// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** By hand: eccentricities 0.5 (3-4-5 triangle), 1, 2, 5 and sigmas 1, 2, 4, 5. */
class SizeTrendTest {
  private static final List<ReceptiveField> FIELDS =
      List.of(
          new ReceptiveField(0, 2, 4),
          new ReceptiveField(0.3, -0.4, 1),
          new ReceptiveField(-3, 4, 5),
          new ReceptiveField(-1, 0, 2));

  @Test
  void theLineIsThatOfLeastSquares() {
    // means 2.125 and 3; products -1.625*-2 + -1.125*-1 - 0.125*1 + 2.875*2 = 10,
    // squares 2.640625 + 1.265625 + 0.015625 + 8.265625 = 12.1875
    SizeTrend.Line line = SizeTrend.of(FIELDS, 2).line().orElseThrow();
    assertEquals(10 / 12.1875, line.slope(), 1e-12);
    assertEquals(3 - 10 / 12.1875 * 2.125, line.interceptDeg(), 1e-12);
    assertEquals(line.interceptDeg() + 3 * line.slope(), line.sigmaDeg(3), 1e-12);
  }

  @Test
  void binsHaveTheirMediansAndEmptyOnesAreLeftOut() {
    assertEquals(
        List.of(
            new SizeTrend.Bin(1, 1.5, 2), new SizeTrend.Bin(3, 4, 1), new SizeTrend.Bin(5, 5, 1)),
        SizeTrend.of(FIELDS, 2).bins());
    assertEquals(List.of(new SizeTrend.Bin(5, 3, 4)), SizeTrend.of(FIELDS, 10).bins());
    List<ReceptiveField> three =
        List.of(
            new ReceptiveField(0, 0, 9), new ReceptiveField(0, 0, 1), new ReceptiveField(0, 0, 2));
    assertEquals(List.of(new SizeTrend.Bin(0.5, 2, 3)), SizeTrend.of(three, 1).bins());
  }

  @Test
  void oneEccentricityHasNoLine() {
    List<ReceptiveField> ring = List.of(new ReceptiveField(3, 4, 1), new ReceptiveField(-5, 0, 2));
    assertTrue(SizeTrend.of(ring, 1).line().isEmpty());
    assertTrue(SizeTrend.of(ring.subList(0, 1), 1).line().isEmpty());
    assertTrue(SizeTrend.of(List.of(), 1).line().isEmpty());
    assertTrue(SizeTrend.of(List.of(), 1).bins().isEmpty());
  }
}
