// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.voxel2pixel.NaturalOrder;

/** The kinds of events in all runs, against those that the user wants and the sidecars list. */
final class EventTypes {
  private final EventColumns columns;
  private final Findings findings;
  private final TreeMap<String, Integer> rows = new TreeMap<>(NaturalOrder.INSTANCE);
  private boolean anyRun;

  EventTypes(EventColumns columns, Findings findings) {
    this.columns = columns;
    this.findings = findings;
  }

  void add(EventsTable table) {
    anyRun = true;
    table.types().forEach((type, count) -> rows.merge(type, count, Integer::sum));
    if (table.events().isEmpty()) {
      findings.warn(table.file(), "no event that counts in the whole run", "");
    }
  }

  /** A type that a sidecar's Levels leave out is told; it may be a typing mistake. */
  void checkLevels(EventsTable table, Map<String, SidecarFiles.Stated> sidecar) {
    SidecarFiles.Stated column = columns.type().map(sidecar::get).orElse(null);
    if (column == null || !column.value().isJsonObject()) return;
    JsonElement levels = column.value().getAsJsonObject().get("Levels");
    if (levels == null || !levels.isJsonObject()) return;
    Set<String> listed = levels.getAsJsonObject().keySet();
    List<String> others = table.types().keySet().stream().filter(t -> !listed.contains(t)).toList();
    if (others.isEmpty()) return;
    findings.warn(
        table.file(),
        columns.type().orElseThrow()
            + " "
            + Shown.first(others)
            + " is not among the Levels of "
            + column.file().getFileName(),
        "");
  }

  /** A type to keep that no run has is a mistake in the option. */
  void check() {
    List<String> absent = new ArrayList<>(columns.keep());
    absent.removeAll(rows.keySet());
    if (!anyRun || columns.type().isEmpty()) return;
    List<String> counts = new ArrayList<>();
    rows.forEach((type, count) -> counts.add(type + " (" + count + ")"));
    if (!absent.isEmpty()) {
      findings.stop(
          "columns",
          "values of " + columns.type().get() + " to keep: " + String.join("|", columns.keep()),
          "no " + String.join(", ", absent) + " among " + Shown.first(counts, 20),
          "name those that there are");
    } else {
      findings.info("columns", columns.type().get() + " in all runs: " + Shown.first(counts, 20));
    }
  }
}
