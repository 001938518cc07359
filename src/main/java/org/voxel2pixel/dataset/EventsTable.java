// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/**
 * What a run's events.tsv says, by the meaning that the user gave its columns. A row counts if its
 * stimulus is not {@code n/a} and its type is one of those to keep; where the events name no
 * stimulus, if its type is not {@code n/a}. Cells of rows that show nothing are not read.
 *
 * @param file the table
 * @param events that count, ascending in onset
 * @param firstShownSec when the first picture came, of any type; infinite if none came
 * @param types how many rows have which type, rows that show nothing included
 */
record EventsTable(
    Path file, List<StimulusEvent> events, double firstShownSec, TreeMap<String, Integer> types) {
  private static final int MOST_BAD_ROWS = 5;
  private static final Comparator<StimulusEvent> BY_ONSET =
      Comparator.comparingDouble(StimulusEvent::onsetSec);

  /**
   * Reads the table; rows that cannot be read are told and left out.
   *
   * @throws BadInputException if it is no such table
   */
  static EventsTable read(Path file, EventColumns columns, Findings findings) {
    Reader reader = new Reader(file, columns, findings);
    reader.readRows();
    return reader.table();
  }

  /** Reads row by row. */
  private static final class Reader {
    private final Path file;
    private final EventColumns columns;
    private final Findings findings;
    private final TsvTable table;
    private final List<StimulusEvent> events = new ArrayList<>();
    private final TreeMap<String, Integer> types = new TreeMap<>(NaturalOrder.INSTANCE);
    private double firstShownSec = Double.POSITIVE_INFINITY;
    private double lastOnsetSec = Double.NEGATIVE_INFINITY;
    private boolean sorted = true;
    private int keptWithoutStimulus;

    Reader(Path file, EventColumns columns, Findings findings) {
      this.file = file;
      this.columns = columns;
      this.findings = findings;
      this.table = TsvTable.read(file);
      requireColumns();
    }

    private void requireColumns() {
      List<String> needed = new ArrayList<>(List.of("onset", "duration"));
      columns.stimulus().ifPresent(needed::add);
      columns.type().ifPresent(needed::add);
      columns.category().ifPresent(needed::add);
      List<String> missing = needed.stream().filter(column -> !table.has(column)).toList();
      if (missing.isEmpty()) return;
      boolean ofTime = missing.contains("onset") || missing.contains("duration");
      throw new BadInputException(
          file,
          "the columns " + String.join(", ", needed),
          "no " + String.join(", ", missing) + " among " + String.join(", ", table.columns()),
          ofTime
              ? "rename or add the columns"
              : "say which column it is, such as columns=[stimulus=stimulus_name"
                  + " type=event_type keep=1], or columns=[stimulus=none type=COLUMN] if the"
                  + " events name no pictures");
    }

    void readRows() {
      int bad = 0;
      for (int row = 0; row < table.rowCount() && bad < MOST_BAD_ROWS; row++) {
        int at = row;
        if (!findings.passes(() -> readRow(at))) bad++;
      }
      if (!sorted) {
        findings.warn(file, "the events were not in the order of onset; sorted", "");
      }
      if (keptWithoutStimulus > 0) {
        findings.warn(
            file, keptWithoutStimulus + " events of the types to keep name no stimulus", "");
      }
      events.sort(BY_ONSET);
    }

    private void readRow(int row) {
      String type = cell(row, columns.type().orElse(null));
      if (!type.equals(TsvTable.MISSING)) types.merge(type, 1, Integer::sum);
      String stimulus = cell(row, columns.stimulus().orElse(null));
      boolean keeps = columns.keep().isEmpty() || columns.keep().contains(type);
      boolean shows =
          columns.stimulus().isPresent()
              ? !stimulus.equals(TsvTable.MISSING)
              : keeps && !type.equals(TsvTable.MISSING);
      if (!shows) {
        if (keeps && !columns.keep().isEmpty()) keptWithoutStimulus++;
        return;
      }
      double onsetSec = table.number(row, "onset");
      firstShownSec = Math.min(firstShownSec, onsetSec);
      if (!keeps) return;
      sorted &= onsetSec >= lastOnsetSec;
      lastOnsetSec = onsetSec;
      String name = columns.stimulus().isPresent() ? normalised(row, stimulus) : "";
      String category = cell(row, columns.category().orElse(null));
      events.add(new StimulusEvent(onsetSec, durationSec(row), name, type, category));
    }

    /** A cell's text, {@code n/a} if there is no such column. */
    private String cell(int row, String column) {
      return column == null ? TsvTable.MISSING : table.text(row, column);
    }

    private double durationSec(int row) {
      OptionalDouble duration = table.optionalNumber(row, "duration");
      if (duration.isEmpty()) {
        findings.warn(table.place(row, "duration"), "n/a is taken as 0", "");
      }
      if (duration.orElse(0) >= 0) return duration.orElse(0);
      throw new BadInputException(
          table.place(row, "duration"),
          "a duration of 0 or more",
          table.text(row, "duration"),
          "repair that cell");
    }

    private String normalised(int row, String name) {
      String place = table.place(row, columns.stimulus().orElseThrow());
      if (name.isEmpty()) {
        throw new BadInputException(place, "a file or n/a", "an empty cell", "repair that cell");
      }
      try {
        Path path = Path.of(name).normalize();
        if (!path.isAbsolute() && !path.startsWith("..") && !path.toString().isEmpty()) {
          return path.toString().replace(File.separatorChar, '/');
        }
      } catch (InvalidPathException e) {
        throw new BadInputException(
            place, "the name of a file", "\"" + name + "\"", "repair that cell", e);
      }
      throw new BadInputException(
          place, "a path below the stimuli folder", name, "name it from that folder");
    }

    EventsTable table() {
      return new EventsTable(file, List.copyOf(events), firstShownSec, types);
    }
  }
}
