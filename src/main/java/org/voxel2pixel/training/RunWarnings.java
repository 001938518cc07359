// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.WholeFile;

/**
 * What is odd about a run though it goes on: {@code warnings.txt}, one line each, {@code step 120:
 * sentence}. Each sentence is told once in a run, the resumed parts counted in.
 */
final class RunWarnings {
  private final Path file;
  private final List<String> lines;

  RunWarnings(Path file) {
    this.file = file;
    lines = new ArrayList<>(read(file));
  }

  /** The lines of such a file; none if it does not exist. */
  static List<String> read(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a sentence, unless it stands there; answers whether it is new. */
  boolean add(long step, String sentence) {
    if (lines.stream().anyMatch(line -> line.endsWith(": " + sentence))) return false;
    lines.add("step " + step + ": " + sentence);
    WholeFile.writeText(file, String.join("\n", lines) + "\n");
    return true;
  }

  /** For people; nothing if there are none. */
  String summary() {
    return lines.isEmpty() ? "" : "; " + lines.size() + " in " + file.getFileName();
  }
}
