// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.JsonFile;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.evaluation.MetricRow;

/**
 * Measures of cross-validations, {@code set,protocol,model,metric,value,mean_image,shuffled_null}:
 * a file that may grow with each call, and a .json beside it with how each was made.
 */
record CrossValidationTable(String set, String protocol, String model, List<MetricRow> rows) {
  private static final String HEADER = "set,protocol,model,metric,value,mean_image,shuffled_null\n";
  private static final String CALLS = "calls";

  /** Only letters, digits and a few signs: the table has no quotes. */
  CrossValidationTable {
    if (!set.matches("[\\w.+ -]{1,100}")) {
      throw new BadInputException(
          "option name", "letters, digits, spaces and ._+-", "'" + set + "'", "choose another");
    }
  }

  /** Writes a new file, in place of one that is there. */
  void write(Path file, Provenance how) {
    write(file, HEADER, new JsonArray(), how);
  }

  /**
   * Adds to a file that is there, or writes a new one.
   *
   * @throws BadInputException if the file is not such a table
   */
  void append(Path file, Provenance how) {
    if (!Files.exists(file)) {
      write(file, how);
      return;
    }
    String before = text(file);
    if (!before.startsWith(HEADER) || !before.endsWith("\n")) {
      throw new BadInputException(
          file,
          "the first line " + HEADER.strip(),
          "'" + before.lines().findFirst().orElse("") + "'",
          "choose another file, or iftable=replace");
    }
    JsonArray calls = new JsonArray();
    Path json = json(file);
    if (Files.exists(json)) {
      JsonObject old = JsonFile.read(json);
      if (old.has(CALLS) && old.get(CALLS).isJsonArray()) calls = old.getAsJsonArray(CALLS);
    }
    write(file, before, calls, how);
  }

  private void write(Path file, String before, JsonArray calls, Provenance how) {
    StringBuilder text = new StringBuilder(before);
    for (MetricRow row : rows) {
      text.append(String.join(",", set, protocol, model, row.metric(), number(row.value())));
      text.append(',').append(number(row.meanImage()));
      text.append(',').append(number(row.shuffledNull())).append('\n');
    }
    WholeFile.writeText(file, text.toString());
    calls.add(how.toJson());
    JsonObject json = new JsonObject();
    json.add(CALLS, calls);
    WholeFile.writeText(json(file), JsonFile.toText(json));
  }

  /** The same for the screen. */
  ResultsTable shown() {
    ResultsTable table = new ResultsTable();
    table.setPrecision(4);
    for (MetricRow row : rows) {
      table.addRow();
      table.addValue("set", set);
      table.addValue("protocol", protocol);
      table.addValue("model", model);
      table.addValue("metric", row.metric());
      table.addValue("value", row.value());
      table.addValue("mean_image", row.meanImage());
      table.addValue("shuffled_null", row.shuffledNull());
    }
    return table;
  }

  private static String number(double value) {
    if (Double.isNaN(value)) return "n/a";
    String text = String.format(Locale.ROOT, "%.6f", value);
    return text.equals("-0.000000") ? "0.000000" : text;
  }

  private static Path json(Path file) {
    return file.resolveSibling(file.getFileName() + ".json");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new BadInputException(
          file, "a readable table", e.toString(), "choose another file, or iftable=replace", e);
    }
  }
}
