// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.voxel2pixel.BadInputException;

/** Tables that say what regions there are. */
final class RegionTable {
  private RegionTable() {}

  /**
   * BIDS' lookup table of a label image: columns index and name, a line a label.
   *
   * @param image that has these labels
   */
  static List<RegionSource> labels(Path lookup, Path image) {
    TsvTable table = TsvTable.read(lookup, "index", "name");
    List<RegionSource> sources = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      int index = table.integer(row, "index");
      if (index == 0) continue; // the background
      if (index < 0) throw refused(table, row, "index", "an index from 0 up");
      String roi = requireName(table.place(row, "name"), table.text(row, "name"));
      sources.add(new RegionSource(roi, image, new RegionSource.Label(index)));
    }
    return sources;
  }

  /** A table of masks: columns file and roi, and perhaps label or threshold. */
  static List<RegionSource> list(Path file, Findings findings) {
    TsvTable table = TsvTable.read(file, "file", "roi");
    for (String column : table.columns()) {
      if (!List.of("file", "roi", "label", "threshold").contains(column)) {
        findings.warn(
            file,
            "the column " + column + " is not read; read are file, roi, label, threshold",
            "");
      }
    }
    List<RegionSource> sources = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      int at = row;
      findings.attempt(() -> line(file, table, at)).ifPresent(sources::add);
    }
    return sources;
  }

  private static RegionSource line(Path file, TsvTable table, int row) {
    String name = table.text(row, "file");
    if (name.isEmpty() || name.equals(TsvTable.MISSING)) {
      throw refused(table, row, "file", "the path of a mask, from the table's folder");
    }
    String roi = requireName(table.place(row, "roi"), table.text(row, "roi"));
    return new RegionSource(roi, file.resolveSibling(name).normalize(), inside(table, row));
  }

  private static RegionSource.Inside inside(TsvTable table, int row) {
    OptionalDouble threshold =
        table.has("threshold") ? table.optionalNumber(row, "threshold") : OptionalDouble.empty();
    boolean labelled = table.has("label") && !table.text(row, "label").equals(TsvTable.MISSING);
    if (labelled && threshold.isPresent()) {
      throw refused(table, row, "threshold", "n/a where there is a label");
    }
    if (threshold.isPresent()) {
      if (threshold.getAsDouble() > 0) return new RegionSource.AtLeast(threshold.getAsDouble());
      throw refused(table, row, "threshold", "a number above 0");
    }
    if (!labelled) return new RegionSource.NotZero();
    int label = table.integer(row, "label");
    if (label < 1) throw refused(table, row, "label", "a label from 1 up");
    return new RegionSource.Label(label);
  }

  private static BadInputException refused(
      TsvTable table, int row, String column, String expected) {
    return new BadInputException(
        table.place(row, column),
        expected,
        "\"" + table.text(row, column) + "\"",
        "repair that cell");
  }

  /** A name that can stand in tables and in the option rois. */
  static String requireName(Object place, String name) {
    boolean sound =
        !name.isBlank()
            && !name.equals(TsvTable.MISSING)
            && name.chars().noneMatch(c -> c < ' ' || "+=,;".indexOf(c) >= 0);
    if (sound) return name;
    throw new BadInputException(
        place, "the name of a region, without + = , ;", "\"" + name + "\"", "rename it");
  }
}
