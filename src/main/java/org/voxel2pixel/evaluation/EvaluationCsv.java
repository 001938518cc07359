// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/** The file form of an {@link EvaluationTable}. */
final class EvaluationCsv {
  private static final String HEADER = "metric,value,mean_image,shuffled_null";
  private static final String UNDEFINED = "n/a";
  private static final String REMEDY = "choose a table that Evaluate Reconstructions wrote";

  private EvaluationCsv() {}

  static String text(List<MetricRow> rows) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (MetricRow row : rows) {
      text.append(row.metric());
      text.append(',').append(text(row.value()));
      text.append(',').append(text(row.meanImage()));
      text.append(',').append(text(row.shuffledNull())).append('\n');
    }
    return text.toString();
  }

  private static String text(double value) {
    if (Double.isNaN(value)) return UNDEFINED;
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.equals("-0.000000") ? "0.000000" : text;
  }

  static List<MetricRow> read(Path file) {
    List<String> lines = lines(file);
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      String found = lines.isEmpty() ? "an empty file" : lines.get(0);
      throw new BadInputException(file, "the first line " + HEADER, found, REMEDY);
    }
    List<MetricRow> rows = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      rows.add(row(file, line + 1, lines.get(line)));
    }
    return rows;
  }

  private static MetricRow row(Path file, int lineNumber, String line) {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length == 4) {
        return new MetricRow(cells[0], number(cells[1]), number(cells[2]), number(cells[3]));
      }
    } catch (IllegalArgumentException e) { // a name or a number that is none
      throw unreadable(file, lineNumber, line, e);
    }
    throw unreadable(file, lineNumber, line, null);
  }

  private static double number(String cell) {
    return cell.equals(UNDEFINED) ? Double.NaN : Double.parseDouble(cell);
  }

  private static BadInputException unreadable(
      Path file, int lineNumber, String line, IllegalArgumentException cause) {
    return new BadInputException(
        file + " line " + lineNumber, "a name and three numbers", line, REMEDY, cause);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadInputException(file, "a readable table", e.toString(), REMEDY, e);
    }
  }
}
