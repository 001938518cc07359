// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private final AtomicLong seconds = new AtomicLong();
  private final List<String> out = new ArrayList<>();
  private final ProgressLines lines =
      new ProgressLines("Train Model", () -> seconds.get() * 1_000_000_000L, out::add);

  private void reportAt(long second, String stage, long done, long total) {
    seconds.set(second);
    lines.report(stage, done, total);
  }

  @Test
  void aLineHasStageShareAndTimeLeft() {
    reportAt(0, "step", 0, 100);
    reportAt(30, "step", 10, 100);
    reportAt(60, "step", 99, 100);
    assertEquals(
        List.of(
            "Train Model: step, 0 %",
            "Train Model: step, 10 %, 5 min left", // 90 to go at 3 s each
            "Train Model: step, 99 %, 1 s left"),
        out);
  }

  @Test
  void thereIsAtMostOneLineASecond() {
    for (int i = 0; i < 10; i++) reportAt(5, "stage " + i, i, 10);
    reportAt(6, "stage 10", 10, 10);
    assertEquals(List.of("Train Model: stage 0, 0 %", "Train Model: stage 10, 100 %"), out);
  }

  @Test
  void eachStageHasItsOwnPace() {
    reportAt(0, "slow", 0, 10);
    reportAt(100, "slow", 1, 10);
    reportAt(101, "fast", 0, 10);
    reportAt(106, "fast", 5, 10);
    assertEquals("Train Model: fast, 50 %, 5 s left", out.get(3));
  }

  @Test
  void aCountGoesOnWhileItsTextChanges() {
    for (int step = 0; step < 10; step++) reportAt(2 * step, "step " + step, step, 10);
    assertEquals("Train Model: step 9, 90 %, 2 s left", out.get(9));
  }

  @Test
  void aResumedCountIsTimedFromWhereItBegan() {
    reportAt(0, "step", 500, 1000);
    reportAt(10, "step", 600, 1000);
    assertEquals("Train Model: step, 60 %, 40 s left", out.get(1));
  }

  @Test
  void aStageOfUnknownLengthHasNoShare() {
    reportAt(0, "looking", 0, 0);
    assertEquals(List.of("Train Model: looking"), out);
  }

  @Test
  void durationsGrowTheirUnits() {
    assertEquals("59 s", ProgressLines.duration(59));
    assertEquals("2 min", ProgressLines.duration(95));
    assertEquals("2 h 05 min", ProgressLines.duration(2 * 3600 + 5 * 60 + 59));
  }
}
