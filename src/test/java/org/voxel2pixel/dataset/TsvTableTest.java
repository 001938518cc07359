// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TsvTableTest {
  @TempDir Path temporary;

  private Path file(String text) throws IOException {
    return Files.writeString(temporary.resolve("table.tsv"), text);
  }

  @Test
  void readsWhatEditorsLeaveBehind() throws IOException {
    TsvTable table =
        TsvTable.read(file("\uFEFFonset \tname\r\n 1.5\tä b \r\n-2e1\tn/a\r\n\r\n  \r\n"), "name");
    assertEquals(List.of("onset", "name"), table.columns());
    assertEquals(2, table.rowCount());
    assertEquals(1.5, table.number(0, "onset"));
    assertEquals(-20, table.integer(1, "onset"));
    assertEquals("ä b", table.text(0, "name"));
    assertTrue(table.optionalNumber(1, "name").isEmpty());
  }

  @Test
  void quotesAreOrdinaryCharacters() throws IOException {
    assertEquals("\"a", TsvTable.read(file("x\ty\n\"a\tb\"\n")).text(0, "x"));
  }

  @Test
  void refusesWhatIsNoTable() throws IOException {
    assertRefused(() -> TsvTable.read(file("")), "empty file");
    assertRefused(() -> TsvTable.read(file("a\tb\n\n1\t2\n")), "line 2", "2 tab-separated");
    assertRefused(() -> TsvTable.read(file("a\ta\n1\t2\n")), "two named a");
    assertRefused(() -> TsvTable.read(file("a,b\n1,2\n")), "not tab-separated");
    assertRefused(() -> TsvTable.read(temporary.resolve("none.tsv")), "none.tsv");
    Path latin = temporary.resolve("latin.tsv");
    Files.write(latin, "a\nä\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(() -> TsvTable.read(latin), "not UTF-8");
  }

  @Test
  void refusesWhatIsNoNumber() throws IOException {
    TsvTable table = TsvTable.read(file("x\nNaN\nInfinity\n1e999\n0x10\n1,5\n \n1.5\n"));
    for (int row = 0; row < 6; row++) {
      int here = row;
      assertRefused(() -> table.number(here, "x"), "line " + (row + 2), "a number");
    }
    assertRefused(() -> table.integer(6, "x"), "whole number", "1.5");
  }

  @Test
  void aTypingErrorOfARealEventsFileIsFound() {
    Path real =
        Path.of(System.getProperty("user.dir"))
            .resolveSibling("shared/data/openneuro-events/ds001506/sub-01")
            .resolve("ses-perceptionLetterImage01/func")
            .resolve("sub-01_ses-perceptionLetterImage01_task-perception_run-01_events.tsv");
    Assumptions.assumeTrue(Files.exists(real), "the events of ds001506 are not here: " + real);
    TsvTable table = TsvTable.read(real, "onset", "duration", "stimulus_id");
    assertEquals(44, table.number(2, "onset"));
    assertTrue(table.optionalNumber(0, "stimulus_id").isEmpty());
    assertRefused(() -> table.optionalNumber(2, "stimulus_id"), "line 4", "\"on/a\"");
  }
}
