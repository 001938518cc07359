// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.DelimitedLine.Separator;

/** One pass over a table of numbers; see {@link DelimitedMatrix} for what it takes. */
final class DelimitedReader {
  /** A first line that counts so many columns is no row of numbers. */
  private static final int LEAST_COUNTED = 3;

  private final Path file;
  private final BufferedReader in;
  private int lineNumber;
  private Separator separator = Separator.SPACE;
  private List<String> columns = List.of();
  private float[] values = new float[1024];
  private int count;

  DelimitedReader(Path file, BufferedReader in) {
    this.file = file;
    this.in = in;
  }

  /** Names of the columns, once read; empty without a header. */
  List<String> columns() {
    return columns;
  }

  NumericArray read() throws IOException {
    String first = firstLine();
    int firstNumber = lineNumber;
    String second = nextLine();
    separator = Separator.of(first, second);
    requirePoints(first, firstNumber);
    List<String> head = separator.cells(first);
    boolean header = head.stream().anyMatch(cell -> DelimitedLine.number(cell).isEmpty());
    if (header) {
      columns = names(head, firstNumber);
      if (second.isBlank())
        throw fault(firstNumber, "rows of numbers", "a header only", "add them");
    } else {
      requireNotCounting(head, second, firstNumber);
      add(head, first, firstNumber);
    }
    for (String line = second; !line.isBlank(); line = nextLine()) {
      List<String> row = separator.cells(line);
      if (row.size() != head.size()) throw ragged(line, row.size(), head.size());
      add(row, line, lineNumber);
    }
    requireEnd();
    int[] shape = {count / head.size(), head.size()};
    return new NumericArray(shape, Arrays.copyOf(values, count));
  }

  private String firstLine() throws IOException {
    String line = nextLine();
    if (line.startsWith("\uFEFF")) line = line.substring(1);
    while (line.startsWith("#")) line = nextLine();
    if (!line.isBlank()) return line;
    throw fault(Math.max(1, lineNumber), "numbers", "nothing", "check how the file was made");
  }

  /** The next line; "" at the end of the file. */
  private String nextLine() throws IOException {
    String line = in.readLine();
    if (line == null) return "";
    lineNumber++;
    return line;
  }

  private void requireEnd() throws IOException {
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) throw fault(lineNumber, "a row", "an empty line", "take that line out");
    }
  }

  private void requirePoints(String line, int number) {
    if (!separator.hasCommaDecimals(line)) return;
    throw fault(
        number,
        "numbers with a decimal point",
        "\"" + DelimitedLine.shortened(line) + "\" (comma decimals)",
        "write decimals with a point");
  }

  private List<String> names(List<String> head, int number) {
    List<String> names = head.stream().map(DelimitedLine::unquoted).toList();
    Set<String> seen = new HashSet<>();
    for (int c = 0; c < names.size(); c++) {
      if (names.get(c).isEmpty()) {
        throw unnamed(number, c);
      }
      if (!seen.add(names.get(c))) {
        throw fault(
            number, "columns of different names", "two named " + names.get(c), "rename one");
      }
    }
    return names;
  }

  private BadInputException unnamed(int number, int column) {
    return fault(
        number,
        "a name for each column",
        "none for column " + (column + 1) + " (row numbers?)",
        "take that column out, or name it");
  }

  /** A line 0, 1, 2... or 1, 2, 3... that the next does not go on with is a header. */
  private void requireNotCounting(List<String> head, String second, int number) {
    if (head.get(0).isEmpty()) throw unnamed(number, 0); // as pandas heads its row numbers
    if (head.size() < LEAST_COUNTED || second.isBlank()) return;
    boolean fromZero = head.get(0).equals("0");
    int start = fromZero ? 0 : 1;
    for (int c = 0; c < head.size(); c++) {
      if (!head.get(c).equals(Integer.toString(start + c))) return;
    }
    String next = separator.cells(second).get(0);
    if (next.equals(Integer.toString(start + head.size()))) return;
    throw fault(
        number,
        "names of columns, or a row of numbers",
        "one that counts the columns: \"" + DelimitedLine.shortened(String.join(" ", head)) + "\"",
        "take that line out, or name the columns");
  }

  private void add(List<String> row, String line, int number) {
    if (count > NumericArray.MOST_ELEMENTS - row.size()) {
      throw fault(
          number,
          "at most " + NumericArray.MOST_ELEMENTS + " numbers",
          "more",
          "split the table, or leave out what is not needed");
    }
    if (values.length < count + row.size()) {
      long larger = Math.max(count + (long) row.size(), 2L * values.length);
      values = Arrays.copyOf(values, (int) Math.min(larger, NumericArray.MOST_ELEMENTS));
    }
    for (int c = 0; c < row.size(); c++) {
      OptionalDouble value = DelimitedLine.number(row.get(c));
      if (value.isEmpty()) {
        requirePoints(line, number);
        throw new BadInputException(
            file + ", line " + number + ", column " + (c + 1),
            "a number",
            "\"" + DelimitedLine.shortened(row.get(c)) + "\"",
            "repair that cell");
      }
      values[count++] = (float) value.getAsDouble();
    }
  }

  private BadInputException ragged(String line, int found, int wanted) {
    requirePoints(line, lineNumber);
    return fault(
        lineNumber,
        wanted + " cells separated by " + separator.inWords(),
        found + " in \"" + DelimitedLine.shortened(line) + "\"",
        "repair that line");
  }

  private BadInputException fault(int line, String expected, String found, String remedy) {
    return new BadInputException(file + ", line " + line, expected, found, remedy);
  }
}
