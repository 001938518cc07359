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
import java.util.function.LongSupplier;
import org.voxel2pixel.WholeFile;

/**
 * A table of a training that others may read while it grows: {@code step} (1 is the first), {@code
 * epoch} (passes over the examples so far), the columns asked for, {@code seconds} of training so
 * far; tab between them. Lines reach the file within a second, or with the next line.
 *
 * <p>A resumed run first drops the lines after its checkpoint, so that no step stands twice; its
 * seconds go on from those of the last line kept.
 */
final class StepTable implements AutoCloseable {
  private static final double FLUSH_EVERY_SEC = 1;
  private static final double NANOS_PER_SEC = 1e9;

  private final Path file;
  private final double stepsPerEpoch;
  private final Writer out;
  private final LongSupplier nanoTime;
  private final Ticker flushes;
  private final long startNanos;
  private double secondsBefore;

  /**
   * @param columns names between {@code epoch} and {@code seconds}
   * @param stepsPerEpoch steps of one pass over the examples
   * @param done steps that the checkpoint in use has made; 0 starts the table anew
   */
  StepTable(
      Path file, List<String> columns, double stepsPerEpoch, long done, LongSupplier nanoTime) {
    this.file = file;
    this.stepsPerEpoch = stepsPerEpoch;
    this.nanoTime = nanoTime;
    try {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      String header = "step\tepoch\t" + String.join("\t", columns) + "\tseconds\n";
      WholeFile.writeText(file, header + kept(lines, done));
      out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
    flushes = new Ticker(FLUSH_EVERY_SEC, nanoTime);
    startNanos = nanoTime.getAsLong();
  }

  private StringBuilder kept(List<String> lines, long done) {
    StringBuilder kept = new StringBuilder();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      if (stepOf(line) > done) break;
      kept.append(line).append('\n');
      secondsBefore = Double.parseDouble(line.substring(line.lastIndexOf('\t') + 1));
    }
    return kept;
  }

  /** A line torn by a crash counts as later than everything, and goes. */
  private static long stepOf(String line) {
    boolean whole = line.matches("\\d{1,18}\t.*\t\\d{1,15}\\.\\d{3}");
    return whole ? Long.parseLong(line.substring(0, line.indexOf('\t'))) : Long.MAX_VALUE;
  }

  /** Adds a line; whole numbers are written as such, NaN as n/a. */
  void add(long step, List<? extends Number> values) {
    StringBuilder line = new StringBuilder();
    line.append(step).append(String.format(Locale.ROOT, "\t%.4f", step / stepsPerEpoch));
    for (Number value : values) line.append('\t').append(format(value));
    double seconds = secondsBefore + (nanoTime.getAsLong() - startNanos) / NANOS_PER_SEC;
    line.append(String.format(Locale.ROOT, "\t%.3f\n", seconds));
    try {
      out.append(line);
    } catch (IOException e) {
      throw failed(e);
    }
    if (flushes.take()) flush();
  }

  private static String format(Number value) {
    if (value instanceof Long) return value.toString();
    double number = value.doubleValue();
    return Double.isNaN(number) ? "n/a" : String.format(Locale.ROOT, "%.6g", number);
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("could not write " + file + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
