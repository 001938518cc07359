// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;

/** The measures of one set of reconstructions, a row each. */
public final class EvaluationTable {
  private final List<MetricRow> rows;
  private final Optional<Coverage> coverage;

  private EvaluationTable(List<MetricRow> rows, Optional<Coverage> coverage) {
    this.rows = List.copyOf(rows);
    this.coverage = coverage;
  }

  /** A table of what was measured just now. */
  public static EvaluationTable of(List<MetricRow> rows, Coverage coverage) {
    return new EvaluationTable(rows, Optional.of(coverage));
  }

  /** In the order of the file. */
  public List<MetricRow> rows() {
    return rows;
  }

  /** The row of one measure. */
  public MetricRow row(String metric) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "metric must be one of "
                        + rows.stream().map(MetricRow::metric).toList()
                        + ", was "
                        + metric));
  }

  /** What the means rest on; empty for a table read from a file, which does not hold it. */
  public Optional<Coverage> coverage() {
    return coverage;
  }

  /**
   * Writes UTF-8 text: the line {@code metric,value,mean_image,shuffled_null}, then a line a
   * measure, fractions with a point and six decimals, {@code n/a} where undefined.
   */
  public void writeCsv(Path file) {
    WholeFile.writeText(file, EvaluationCsv.text(rows));
  }

  /**
   * Reads what {@link #writeCsv} wrote.
   *
   * @throws BadInputException if the file is not such a table
   */
  public static EvaluationTable read(Path file) {
    return new EvaluationTable(EvaluationCsv.read(file), Optional.empty());
  }
}
