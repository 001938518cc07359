// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTableTest {
  private static final double STEPS_PER_EPOCH = 4;

  @TempDir private Path folder;
  private final AtomicLong clock = new AtomicLong(-7); // a clock may begin anywhere

  private StepTable table(long done) {
    List<String> columns = List.of("pixel");
    return new StepTable(folder.resolve("t.tsv"), columns, STEPS_PER_EPOCH, done, clock::get);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("t.tsv"));
  }

  private void pass(long milliseconds) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
  }

  @Test
  void aLineIsThereWithinASecondForWhoeverReadsAlong() throws IOException {
    try (StepTable table = table(0)) {
      assertEquals(List.of("step\tepoch\tpixel\tseconds"), lines());
      pass(400);
      table.add(1, List.of(0.5));
      pass(400);
      table.add(2, List.of(0.25));
      assertEquals(1, lines().size(), "not yet");
      pass(400);
      table.add(3, List.of(Double.NaN));
      assertEquals(
          List.of(
              "step\tepoch\tpixel\tseconds",
              "1\t0.2500\t0.500000\t0.400",
              "2\t0.5000\t0.250000\t0.800",
              "3\t0.7500\tn/a\t1.200"),
          lines());
    }
  }

  @Test
  void aResumedTableHoldsNoStepTwiceDropsATornLineAndItsSecondsGoOn() throws IOException {
    try (StepTable first = table(0)) {
      for (long step = 1; step <= 5; step++) {
        pass(2000);
        first.add(step, List.of(step / 4f));
      }
    }
    Path file = folder.resolve("t.tsv");
    Files.writeString(file, Files.readString(file) + "3\t0.75\t0.1");
    try (StepTable resumed = table(3)) {
      pass(500);
      resumed.add(4, List.of(7f));
    }
    assertEquals(
        List.of(
            "step\tepoch\tpixel\tseconds",
            "1\t0.2500\t0.250000\t2.000",
            "2\t0.5000\t0.500000\t4.000",
            "3\t0.7500\t0.750000\t6.000",
            "4\t1.0000\t7.00000\t6.500"),
        lines());
  }
}
