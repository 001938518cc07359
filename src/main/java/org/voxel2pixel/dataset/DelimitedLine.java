// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** A line of a table as text: how it is cut into cells, and what number a cell is. */
final class DelimitedLine {
  private static final Set<String> MISSING = Set.of("", "n/a", "na", "nan");
  private static final Set<String> INFINITE = Set.of("inf", "infinity");
  private static final Pattern COMMA_DECIMAL = Pattern.compile("[+-]?\\d+,\\d+([eE][+-]?\\d+)?");
  private static final int SHORT = 60;

  /** What stands between two cells. */
  enum Separator {
    TAB("\t", "tabs"),
    SEMICOLON(";", "semicolons"),
    COMMA(",", "commas"),
    /** Any run of white space. */
    SPACE("", "spaces");

    private final String character;
    private final String inWords;

    Separator(String character, String inWords) {
      this.character = character;
      this.inWords = inWords;
    }

    /** The first of these that both lines have, else that the first line has, else spaces. */
    static Separator of(String first, String second) {
      List<Separator> visible = List.of(TAB, SEMICOLON, COMMA);
      for (Separator one : visible) {
        if (first.contains(one.character) && second.contains(one.character)) return one;
      }
      for (Separator one : visible) {
        if (first.contains(one.character)) return one;
      }
      return SPACE;
    }

    String inWords() {
      return inWords;
    }

    /** The cells of a line, without the white space around them. */
    List<String> cells(String line) {
      if (this == SPACE) return List.of(line.strip().split("\\s+"));
      String[] cells = line.split(character, -1);
      for (int c = 0; c < cells.length; c++) cells[c] = cells[c].strip();
      return Arrays.asList(cells);
    }

    /** Whether numbers like 1,5 stand in a line. */
    boolean hasCommaDecimals(String line) {
      List<String> cells = (this == COMMA ? SPACE : this).cells(line);
      // Between commas, 1,5 is two numbers, unless spaces show that it is one.
      if (this == COMMA) return cells.size() > 1 && cells.stream().allMatch(DelimitedLine::isComma);
      return cells.stream().anyMatch(DelimitedLine::isComma);
    }
  }

  private DelimitedLine() {}

  private static boolean isComma(String cell) {
    return COMMA_DECIMAL.matcher(cell).matches();
  }

  /** The number of a cell, NaN where it is missing; empty if it is no number. */
  static OptionalDouble number(String cell) {
    if (!cell.isEmpty() && cell.chars().allMatch(c -> "+-.0123456789eE".indexOf(c) >= 0)) {
      try {
        double number = Double.parseDouble(cell);
        return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
      } catch (NumberFormatException e) {
        return OptionalDouble.empty();
      }
    }
    String word = cell.toLowerCase(Locale.ROOT);
    if (MISSING.contains(word)) return OptionalDouble.of(Double.NaN);
    boolean signed = word.startsWith("-") || word.startsWith("+");
    if (!INFINITE.contains(signed ? word.substring(1) : word)) return OptionalDouble.empty();
    return OptionalDouble.of(
        word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
  }

  /** A name without the quotes that some programs put around it. */
  static String unquoted(String cell) {
    boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1) : cell;
  }

  /** At most the beginning of a text, for messages. */
  static String shortened(String text) {
    return text.length() <= SHORT ? text : text.substring(0, SHORT) + "...";
  }
}
