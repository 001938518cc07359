// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.voxel2pixel.BadInputException;

/**
 * Which samples of a BData file, by the numbers in one of its columns: {@code Run = 1, 2, 5}. An
 * empty text means all.
 *
 * @param text as it was written
 * @param column name of the column; empty for all samples
 * @param values of which the column has one
 */
record RowSelection(String text, String column, List<Double> values) {
  private static final String EXAMPLE = "write it such as DataType = 1 or Run = 1, 2, 5";

  RowSelection {
    values = List.copyOf(values);
  }

  /**
   * @param option for messages
   * @throws BadInputException if the text is anything else
   */
  static RowSelection parse(String option, String text) {
    if (text.isBlank()) return new RowSelection("", "", List.of());
    int equals = text.indexOf('=');
    if (equals < 1 || text.substring(0, equals).isBlank()) {
      throw new BadInputException(option, "COLUMN = NUMBERS", "\"" + text + "\"", EXAMPLE);
    }
    List<Double> values = new ArrayList<>();
    for (String number : text.substring(equals + 1).split(",", -1)) {
      values.add(number(option, number.strip()));
    }
    return new RowSelection(text.strip(), text.substring(0, equals).strip(), values);
  }

  private static double number(String option, String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) return number;
    } catch (NumberFormatException e) {
      throw new BadInputException(option, "numbers", "\"" + text + "\"", EXAMPLE, e);
    }
    throw new BadInputException(option, "finite numbers", "\"" + text + "\"", EXAMPLE);
  }

  boolean isAll() {
    return column.isEmpty();
  }

  /** Whether a sample with this number in the column is meant. */
  boolean holds(double value) {
    return values.contains(value);
  }

  /** For provenance. */
  String describe() {
    if (isAll()) return "all";
    return column + " = " + values.stream().map(ShenLabel::plain).collect(Collectors.joining(", "));
  }
}
