// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.WholeFile;

/**
 * The losses of every step as a table: {@code step} (1 is the first), a column a loss, tab between
 * them. A resumed run first drops the lines after its checkpoint, so that no step stands twice.
 */
final class LossLog implements AutoCloseable {
  private final Writer out;

  /**
   * @param done steps that the checkpoint in use has made; 0 starts the table anew
   */
  LossLog(Path file, List<String> losses, long done) {
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      StringBuilder kept = new StringBuilder("step\t" + String.join("\t", losses) + "\n");
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        if (stepOf(line) > done) break;
        kept.append(line).append('\n');
      }
      WholeFile.writeText(file, kept.toString());
      out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  /** A line torn by a crash counts as later than everything, and goes. */
  private static long stepOf(String line) {
    String step = line.split("\t", 2)[0];
    return step.matches("\\d{1,18}") ? Long.parseLong(step) : Long.MAX_VALUE;
  }

  void add(long step, float[] losses) {
    try {
      out.write(Long.toString(step));
      for (float loss : losses) out.write(String.format(Locale.ROOT, "\t%.6g", loss));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
