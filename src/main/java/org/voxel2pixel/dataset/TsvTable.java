// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/**
 * A tab-separated table as BIDS defines it: UTF-8, one header line, no quoting, {@code n/a} for a
 * missing value.
 *
 * <p>A byte-order mark, CRLF line ends, spaces around a cell and blank lines at the end are read as
 * if they were not there. All else that is odd is refused with its line number: a row of another
 * length, two columns of one name, commas for tabs.
 */
public final class TsvTable {
  /** How a missing value is written. */
  public static final String MISSING = "n/a";

  private final Path file;
  private final int headerLines;
  private final List<String> columns;
  private final List<String[]> rows;

  private TsvTable(Path file, int headerLines, List<String> columns, List<String[]> rows) {
    this.file = file;
    this.headerLines = headerLines;
    this.columns = columns;
    this.rows = rows;
  }

  /** Reads a table and requires these columns; others may stand beside them, in any order. */
  public static TsvTable read(Path file, String... required) {
    String[] lines = text(file).split("\r?\n", -1);
    int count = lines.length;
    while (count > 0 && lines[count - 1].isBlank()) count--;
    if (count == 0) {
      throw new BadInputException(file, "a table", "an empty file", "check how it was made");
    }
    List<String> columns = List.of(cells(lines[0]));
    requireColumns(file, columns, required);
    List<String[]> rows = new ArrayList<>(count - 1);
    for (int n = 1; n < count; n++) {
      String[] cells = cells(lines[n]);
      if (cells.length != columns.size()) {
        throw new BadInputException(
            file + ", line " + (n + 1),
            columns.size() + " tab-separated cells",
            cells.length + " in \"" + shortened(lines[n]) + "\"",
            "repair that line");
      }
      rows.add(cells);
    }
    return new TsvTable(file, 1, columns, rows);
  }

  /**
   * Reads numbers without a header, blanks between, as FSL, SPM and AFNI write them: columns are
   * named 1, 2, ..., lines that begin with # are comments and do not count in messages.
   */
  static TsvTable ofNumbers(Path file) {
    List<String[]> rows = new ArrayList<>();
    for (String line : text(file).split("\r?\n")) {
      if (line.isBlank() || line.strip().startsWith("#")) continue;
      String[] cells = line.strip().split("\\s+");
      if (!rows.isEmpty() && cells.length != rows.get(0).length) {
        throw new BadInputException(
            file + ", line " + (rows.size() + 1),
            rows.get(0).length + " numbers, as in the first row",
            cells.length + " in \"" + shortened(line) + "\"",
            "repair that line");
      }
      rows.add(cells);
    }
    if (rows.isEmpty()) {
      throw new BadInputException(
          file, "rows of numbers", "an empty file", "check how it was made");
    }
    return new TsvTable(file, 0, Confounds.numbered(rows.get(0).length), rows);
  }

  private static void requireColumns(Path file, List<String> columns, String[] required) {
    if (columns.size() == 1 && columns.get(0).contains(",")) {
      throw new BadInputException(
          file,
          "a tab-separated table",
          "a table that is not tab-separated but comma-separated",
          "save it with tabs");
    }
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new BadInputException(
            file, "columns of different names", "two named " + column, "rename one of them");
      }
    }
    List<String> missing = Arrays.stream(required).filter(c -> !seen.contains(c)).toList();
    if (!missing.isEmpty()) {
      throw new BadInputException(
          file,
          "the columns " + String.join(", ", required),
          "no " + String.join(", ", missing) + " among " + String.join(", ", columns),
          "rename or add the columns");
    }
  }

  /** Number of rows below the header. */
  public int rowCount() {
    return rows.size();
  }

  /** Names of the columns, left to right. */
  public List<String> columns() {
    return columns;
  }

  /** Whether there is such a column. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  /** The cell as it stands. */
  public String text(int row, String column) {
    return rows.get(row)[columnIndex(column)];
  }

  /** The cell as a finite number, empty for {@code n/a}. */
  public OptionalDouble optionalNumber(int row, String column) {
    String cell = text(row, column);
    if (cell.equals(MISSING)) return OptionalDouble.empty();
    double number;
    try {
      number = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw notANumber(row, column, cell, e);
    }
    boolean plain = cell.chars().allMatch(c -> "+-.0123456789eE".indexOf(c) >= 0);
    if (!plain || !Double.isFinite(number)) throw notANumber(row, column, cell, null);
    return OptionalDouble.of(number);
  }

  /** The cell as a finite number; {@code n/a} is refused. */
  public double number(int row, String column) {
    OptionalDouble number = optionalNumber(row, column);
    if (number.isEmpty()) throw notANumber(row, column, MISSING, null);
    return number.getAsDouble();
  }

  /** The cell as a whole number; {@code n/a} is refused. */
  public int integer(int row, String column) {
    double number = number(row, column);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new BadInputException(
          place(row, column), "a whole number", text(row, column), "repair that cell");
    }
    return (int) number;
  }

  /** File, line and column of a cell, for messages. */
  public String place(int row, String column) {
    return file + ", line " + (row + 1 + headerLines) + ", column " + column;
  }

  private BadInputException notANumber(int row, String column, String cell, Throwable cause) {
    boolean commaDecimal = cell.matches("[+-]?\\d+,\\d+");
    return new BadInputException(
        place(row, column),
        "a number",
        "\"" + cell + "\"" + (commaDecimal ? " (comma decimals)" : ""),
        commaDecimal ? "write decimals with a point" : "repair that cell",
        cause);
  }

  private int columnIndex(String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("column must be one of " + columns + ", was " + column);
    }
    return index;
  }

  private static String text(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadInputException(
          file, "text in UTF-8", "bytes that are not UTF-8", "save it as UTF-8", e);
    } catch (IOException e) {
      throw Unreadable.of(file, "a readable table", e);
    }
  }

  private static String[] cells(String line) {
    String[] cells = line.split("\t", -1);
    for (int n = 0; n < cells.length; n++) cells[n] = cells[n].strip();
    return cells;
  }

  private static String shortened(String line) {
    return line.length() <= 60 ? line : line.substring(0, 60) + "...";
  }
}
