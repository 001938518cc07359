// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What src/test/python/stimulus_frames.py made. */
final class Fixture {
  private Fixture() {}

  static Path path(String name) {
    try {
      return Path.of(Fixture.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each line of a table: its first cell, and its other cells as numbers. */
  static Map<String, int[]> table(String name) {
    Map<String, int[]> rows = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(path(name))) {
        String[] cells = line.split("\t");
        rows.put(cells[0], Arrays.stream(cells).skip(1).mapToInt(Integer::parseInt).toArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static void assertPixels(String what, int[] expected, RgbFrame actual, int tolerance) {
    assertEquals(expected.length, actual.rgb().length, what + ": number of values");
    for (int n = 0; n < expected.length; n++) {
      assertEquals(
          expected[n], Byte.toUnsignedInt(actual.rgb()[n]), tolerance, what + ", value " + n);
    }
  }
}
