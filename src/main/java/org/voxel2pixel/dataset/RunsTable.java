// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/**
 * Runs that do not follow BIDS, from a tab-separated table with one line a run:
 *
 * <pre>
 * bold        its volumes
 * events      its events.tsv
 * split       train or test
 * confounds   a table of confounds with or without a header, or n/a; may be left out
 * run         its name, unless the file's name is its own; may be left out
 * </pre>
 *
 * Paths start at the table's folder. A JSON file of the volumes' or the events' name beside them is
 * read as BIDS' sidecar.
 */
final class RunsTable {
  private static final List<String> COLUMNS =
      List.of("bold", "events", "split", "confounds", "run");
  private static final String REQUIRED = "bold, events and split";

  private final TsvTable table;
  private final Path file;
  private final Findings findings;
  private final Set<String> names = new HashSet<>();
  private final Set<Path> images = new HashSet<>();

  private RunsTable(Path file, Findings findings) {
    this.file = file;
    this.table = TsvTable.read(file, "bold", "events", "split");
    this.findings = findings;
  }

  /**
   * Reads the table.
   *
   * @throws BadInputException if it is no such table
   */
  static Study read(InputSource source, Findings findings) {
    RunsTable runs = new RunsTable(source.study(), findings);
    Path folder = source.study().getParent();
    if (source.events().isPresent()) {
      findings.stop(
          "events",
          "nothing, since the table of runs names the events",
          source.events().get().toString(),
          "leave it empty");
    }
    for (String column : runs.table.columns()) {
      if (!COLUMNS.contains(column)) runs.tellUnread(column);
    }
    return new Study(
        folder,
        folder.resolve("masks"),
        folder.resolve("stimuli"),
        runs.rows(),
        List.of(source.study()));
  }

  private void tellUnread(String column) {
    findings.warn(
        file, "the column " + column + " is not read; read are " + String.join(", ", COLUMNS), "");
  }

  private List<RunFiles> rows() {
    List<RunFiles> runs = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      findings.attempt(() -> row(at)).ifPresent(runs::add);
    }
    if (table.rowCount() == 0) findings.stop(file, "a line for each run", "none", "add them");
    runs.sort(
        Comparator.comparing(RunFiles::split).thenComparing(RunFiles::name, NaturalOrder.INSTANCE));
    findings.info(file, "its column split says what is for training, not trainruns and testruns");
    return runs;
  }

  private RunFiles row(int row) {
    Path bold = path(row, "bold").orElseThrow(() -> missing(row, "bold"));
    Path events = path(row, "events").orElseThrow(() -> missing(row, "events"));
    String text = table.text(row, "split");
    Split split =
        Split.ofLabel(text)
            .orElseThrow(
                () ->
                    new BadInputException(
                        table.place(row, "split"), "train or test", text, "repair that cell"));
    String name = name(row, bold);
    if (!images.add(bold)) throw twice(row, "bold", "each image once", bold.toString());
    if (!names.add(name)) throw twice(row, "run", "another name for each run", name);
    return new RunFiles(
        name,
        split,
        bold,
        sidecar(bold),
        Optional.of(events),
        sidecar(events),
        table.has("confounds") ? path(row, "confounds") : Optional.empty());
  }

  private BadInputException missing(int row, String column) {
    return new BadInputException(
        table.place(row, column), "a file; " + REQUIRED + " must be given", "n/a", "name the file");
  }

  private BadInputException twice(int row, String column, String expected, String found) {
    boolean toAdd = column.equals("run") && !table.has("run");
    return new BadInputException(
        table.has(column) ? table.place(row, column) : file + ", line " + (row + 2),
        expected,
        found + " twice",
        toAdd ? "add a column run with a name for each" : "repair that cell");
  }

  private String name(int row, Path bold) {
    if (!table.has("run")) return stem(bold).replaceFirst("_bold$", "");
    String name = table.text(row, "run");
    if (!name.matches("[^\\s]+") || name.equals(TsvTable.MISSING)) {
      throw new BadInputException(
          table.place(row, "run"), "a name without blanks", "\"" + name + "\"", "repair that cell");
    }
    return name;
  }

  private Optional<Path> path(int row, String column) {
    String cell = table.text(row, column);
    if (cell.equals(TsvTable.MISSING)) return Optional.empty();
    try {
      if (!cell.isEmpty()) return Optional.of(file.resolveSibling(cell).normalize());
    } catch (InvalidPathException e) {
      throw new BadInputException(
          table.place(row, column), "a path", "\"" + cell + "\"", "repair that cell", e);
    }
    throw new BadInputException(
        table.place(row, column), "a path or n/a", "an empty cell", "repair that cell");
  }

  private static List<Path> sidecar(Path data) {
    Path json = data.resolveSibling(stem(data) + ".json");
    return Files.exists(json) ? List.of(json) : List.of();
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) name = name.substring(0, name.length() - 3);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
