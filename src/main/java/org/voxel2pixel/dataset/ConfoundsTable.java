// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.voxel2pixel.BadInputException;

/**
 * Reads confounds, one row a volume: a BIDS table (.tsv), or plain numbers with blanks between and
 * no header (.txt, .par, .1D of FSL, SPM and AFNI), whose columns are named 1, 2, ... {@code n/a}
 * in the first row, where derivatives have no value yet, is 0; elsewhere it is refused.
 */
final class ConfoundsTable {
  private static final int COLUMNS_SHOWN = 40;

  private final Path file;
  private final TsvTable table;
  private final List<String> names;

  private ConfoundsTable(Path file, TsvTable table, List<String> names) {
    this.file = file;
    this.table = table;
    this.names = names;
  }

  /**
   * Opens a table.
   *
   * @param patterns as {@link Confounds#matching} takes them
   * @throws BadInputException if it is no table, or a pattern means no column
   */
  static ConfoundsTable open(Path file, List<String> patterns) {
    boolean bids = file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
    TsvTable table = bids ? TsvTable.read(file) : TsvTable.ofNumbers(file);
    requireColumns(file, patterns, table.columns());
    List<String> names =
        table.columns().stream()
            .filter(name -> patterns.stream().anyMatch(p -> matches(p, name, table)))
            .toList();
    return new ConfoundsTable(file, table, names);
  }

  /** Columns that some pattern means, in the file's order. */
  List<String> names() {
    return names;
  }

  /**
   * Their values.
   *
   * @throws BadInputException if the rows are not as many as the volumes, or a cell is no number
   */
  Confounds read(int volumeCount, Findings findings) {
    if (table.rowCount() != volumeCount) {
      throw new BadInputException(
          file,
          volumeCount + " rows, one for each volume",
          table.rowCount() + " rows",
          "use the table of this run");
    }
    double[][] values = new double[names.size()][volumeCount];
    List<String> begunLater = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      for (int t = 0; t < volumeCount; t++) {
        OptionalDouble value = value(table, t, names.get(c));
        if (value.isEmpty()) begunLater.add(names.get(c));
        values[c][t] = value.orElse(0);
      }
    }
    if (!begunLater.isEmpty()) {
      findings.info(
          file, "n/a in the first row of " + String.join(", ", begunLater) + " is taken as 0");
    }
    return new Confounds(names, values);
  }

  private static boolean matches(String pattern, String name, TsvTable table) {
    return Confounds.matches(pattern, name, table.columns());
  }

  private static void requireColumns(Path file, List<String> patterns, List<String> columns) {
    List<String> missing = new ArrayList<>();
    for (String pattern : patterns) {
      if (pattern.equals(Confounds.MOTION)) {
        List<String> motion = new ArrayList<>(Confounds.motionColumns(columns));
        motion.removeAll(columns);
        missing.addAll(motion);
      } else if (columns.stream().noneMatch(c -> Confounds.matches(pattern, c, columns))) {
        missing.add(pattern);
      }
    }
    if (missing.isEmpty()) return;
    throw new BadInputException(
        file,
        "the columns that the steps' confounds " + String.join("+", patterns) + " name",
        "no " + String.join(", ", missing) + " among " + Shown.first(columns, COLUMNS_SHOWN),
        "name columns that are there, or regress degree=... confounds=none in steps");
  }

  private static OptionalDouble value(TsvTable table, int volume, String column) {
    OptionalDouble value = table.optionalNumber(volume, column);
    if (value.isPresent() || volume == 0) return value;
    throw new BadInputException(
        table.place(volume, column),
        "a number (n/a is allowed in the first row only)",
        "n/a",
        "leave that column out or fill it in");
  }
}
