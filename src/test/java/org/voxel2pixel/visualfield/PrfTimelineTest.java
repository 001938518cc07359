// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PrfTimelineTest {
  private static PrfStimulus runs(int... volumeCounts) {
    PrfStimulus.Builder builder = PrfStimulus.builder(new PixelGrid(4, 4, 4), 2, 4);
    for (int count : volumeCounts) {
      builder.startRun();
      for (int n = 0; n < count; n++) builder.add(new float[16]);
    }
    return builder.build();
  }

  @Test
  void foldsAreGroupsOfNeighbouringWholeRuns() {
    PrfTimeline two = new PrfTimeline(runs(10, 20, 30, 40, 50), 2, OptionalInt.of(0));
    assertEquals(2, two.foldCount());
    assertEquals(30, two.foldStart(1)); // runs 0 and 1 against 2, 3 and 4
    assertEquals(150, two.foldStart(2));
    assertEquals(100, two.runStart(4));
    PrfTimeline asMany = new PrfTimeline(runs(10, 20, 30), 9, OptionalInt.of(0));
    assertEquals(3, asMany.foldCount());
    assertEquals(30, asMany.foldStart(2));
  }

  @Test
  void aSingleRunIsCutIntoEqualPieces() {
    PrfTimeline three = new PrfTimeline(runs(100), 3, OptionalInt.of(0));
    assertEquals(3, three.foldCount());
    assertEquals(33, three.foldStart(1));
    assertEquals(66, three.foldStart(2));
    assertEquals(1, new PrfTimeline(runs(100), 1, OptionalInt.of(0)).foldCount());
  }

  @Test
  void driftIsThatOfEachRunBySteepnessAndPieceByPieceInASingleOne() {
    float[] twoLines = new float[20];
    for (int n = 0; n < 20; n++) twoLines[n] = n < 10 ? 3 * n + 7 : 100 - n;
    float[] values = twoLines.clone();
    new PrfTimeline(runs(10, 10), 1, OptionalInt.of(1)).removeDrift(values, 1);
    for (float value : values) assertEquals(0, value, 1e-5);
    values = twoLines.clone();
    new PrfTimeline(runs(20), 2, OptionalInt.of(1)).removeDrift(values, 1);
    for (float value : values) assertEquals(0, value, 1e-5);
    // by the rule, 20 s are degree 0: the mean alone; 10 minutes are degree 5
    values = twoLines.clone();
    new PrfTimeline(runs(10, 10), 1, OptionalInt.empty()).removeDrift(values, 1);
    assertEquals(3 * (0 - 4.5), values[0], 1e-5);
    float[] fifth = new float[300];
    for (int n = 0; n < 300; n++) fifth[n] = (float) Math.pow(n / 150.0 - 1, 5);
    new PrfTimeline(runs(300), 1, OptionalInt.empty()).removeDrift(fifth, 1);
    for (float value : fifth) assertEquals(0, value, 1e-5);
  }

  @Test
  void seriesThatLieSideBySideStayApart() {
    float[] values = new float[20];
    for (int n = 0; n < 10; n++) {
      values[2 * n] = n;
      values[2 * n + 1] = n * n;
    }
    new PrfTimeline(runs(5, 5), 1, OptionalInt.of(1)).removeDrift(values, 2);
    assertEquals(0, values[2], 1e-5);
    assertEquals(2, values[1], 1e-5); // n^2 over 0..4 less its line 4 n - 2
  }
}
