// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/** The samples of a BData file that belong to one split, and what was shown in them. */
final class BDataTrials {
  private static final List<String> RUN_KEYS = List.of("Session", "Run");
  private static final int SHOWN = 20;

  private final String labelColumn;
  private final String rule;
  private final List<Trial> trials;
  private final int unlabelledCount;

  private BDataTrials(String labelColumn, String rule, List<Trial> trials, int unlabelledCount) {
    this.labelColumn = labelColumn;
    this.rule = rule;
    this.trials = List.copyOf(trials);
    this.unlabelledCount = unlabelledCount;
  }

  /**
   * A sample of the file.
   *
   * @param row of the dataset
   * @param label number of what was shown
   * @param name of what was shown, without a picture's ending
   * @param run such as {@code ses-1_run-3}; empty if the file does not tell
   */
  record Trial(int row, double label, String name, String run) {}

  /**
   * Reads labels and runs. Samples without a label, such as rest, are left out and counted.
   *
   * @param voxels columns that are taken as voxels, ascending
   * @throws BadInputException if there is no column of labels, no such sample, or a label without a
   *     name
   */
  static BDataTrials read(
      BDataFile file, BDataSource source, RowSelection rows, int[] voxels, Progress progress) {
    ColumnName label = labelColumn(file, source.labels());
    if (Arrays.binarySearch(voxels, label.columnIn(file)) >= 0) {
      throw new BadInputException(
          file.name(),
          "voxels where " + source.voxels().text(),
          "the column of the labels, " + label + ", among them",
          "select voxels alone");
    }
    List<String> runColumns =
        RUN_KEYS.stream()
            .filter(key -> file.keys().contains(key) && file.columns(key).length == 1)
            .toList();
    Set<String> wanted = new LinkedHashSet<>(runColumns);
    wanted.add(label.toString());
    if (!rows.isAll()) wanted.add(rows.column());
    Map<String, double[]> columns = file.columnsOf(List.copyOf(wanted), progress);
    StimulusNames names =
        source
            .labelTable()
            .map(StimulusNames::ofTable)
            .orElseGet(() -> StimulusNames.ofFile(file.name() + ", " + label, file.vmap(label)));
    List<Trial> trials = new ArrayList<>();
    int unlabelled = 0;
    double[] labels = columns.get(label.toString());
    for (int row = 0; row < labels.length; row++) {
      if (!rows.isAll() && !rows.holds(columns.get(rows.column())[row])) continue;
      if (Double.isNaN(labels[row])) {
        unlabelled++;
        continue;
      }
      trials.add(
          new Trial(
              row,
              labels[row],
              PictureFolder.stem(names.name(labels[row])),
              run(runColumns, columns, row)));
    }
    if (trials.isEmpty()) throw noTrial(file, rows, columns, unlabelled);
    return new BDataTrials(label.toString(), names.rule(), trials, unlabelled);
  }

  private static ColumnName labelColumn(BDataFile file, List<String> candidates) {
    for (String candidate : candidates) {
      ColumnName column = ColumnName.of(candidate);
      if (file.keys().contains(column.key())) return column;
    }
    throw new BadInputException(
        file.name(),
        "labels in the column " + String.join(" or ", candidates),
        "the keys " + String.join(", ", file.keys()),
        "name the column that tells the pictures");
  }

  private static String run(List<String> runColumns, Map<String, double[]> columns, int row) {
    List<String> parts = new ArrayList<>();
    for (String key : runColumns) {
      String entity = key.equals("Run") ? "run-" : "ses-";
      parts.add(entity + ShenLabel.plain(columns.get(key)[row]));
    }
    return String.join("_", parts);
  }

  private static BadInputException noTrial(
      BDataFile file, RowSelection rows, Map<String, double[]> columns, int unlabelled) {
    if (rows.isAll() || unlabelled > 0) {
      return new BadInputException(
          file.name(),
          "samples with a label",
          unlabelled + " samples, none with a label",
          "name another column of labels");
    }
    Set<Double> there = new TreeSet<>();
    for (double value : columns.get(rows.column())) there.add(value);
    List<String> shown = there.stream().limit(SHOWN).map(ShenLabel::plain).toList();
    return new BadInputException(
        file.name(),
        "samples where " + rows.text(),
        "0 samples; " + rows.column() + " is one of " + shown,
        "select one of these");
  }

  List<Trial> trials() {
    return trials;
  }

  /** The column that the labels were read from. */
  String labelColumn() {
    return labelColumn;
  }

  /** Where the names come from. */
  String rule() {
    return rule;
  }

  int unlabelledCount() {
    return unlabelledCount;
  }
}
