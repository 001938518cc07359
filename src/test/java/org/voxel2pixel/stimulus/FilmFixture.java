// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What src/test/python/stimulus_films.py made. */
final class FilmFixture {
  private FilmFixture() {}

  static Path read(String name) {
    return Fixture.path("films/read/" + name);
  }

  static Path refused(String name) {
    return Fixture.path("films/refused/" + name);
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(read(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The frames of a film one below the other, by FFmpeg or PIL. */
  static RgbFrame frames(String name) {
    return FrameFile.read(read(name + ".png"));
  }

  static RgbFrame frame(String name, int heightPx, int n) {
    RgbFrame all = frames(name);
    return all.crop(0, n * heightPx, all.widthPx(), heightPx);
  }

  /** When each frame comes on and the last goes off, by name. */
  static Map<String, double[]> times() {
    Map<String, double[]> times = new LinkedHashMap<>();
    for (String[] cells : table("films/read/times.tsv")) {
      times.put(cells[0], Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray());
    }
    return times;
  }

  /** What a refusal must contain, by name. */
  static Map<String, String> refusals() {
    Map<String, String> refusals = new LinkedHashMap<>();
    for (String[] cells : table("films/refused/refused.tsv")) refusals.put(cells[0], cells[1]);
    return refusals;
  }

  private static String[][] table(String name) {
    try {
      return Files.readAllLines(Fixture.path(name)).stream()
          .map(line -> line.split("\t"))
          .toArray(String[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The largest difference of two pictures' numbers. */
  static int largestDifference(RgbFrame a, RgbFrame b) {
    int largest = 0;
    for (int n = 0; n < a.rgb().length; n++) {
      int difference = Byte.toUnsignedInt(a.rgb()[n]) - Byte.toUnsignedInt(b.rgb()[n]);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }

  static double meanDifference(RgbFrame a, RgbFrame b) {
    double sum = 0;
    for (int n = 0; n < a.rgb().length; n++) {
      sum += Math.abs(Byte.toUnsignedInt(a.rgb()[n]) - Byte.toUnsignedInt(b.rgb()[n]));
    }
    return sum / a.rgb().length;
  }
}
