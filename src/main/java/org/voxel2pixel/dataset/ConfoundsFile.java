// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.voxel2pixel.BadInputException;

/**
 * Columns of a BIDS confounds table, one value a volume. {@code n/a} in the first row, where
 * derivatives have no value yet, is 0; elsewhere it is refused.
 */
final class ConfoundsFile {
  /** Head motion as fMRIPrep names it: three translations and three rotations. */
  static final List<String> MOTION =
      List.of("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z");

  private ConfoundsFile() {}

  /**
   * @return {@code [column][volume]}
   * @throws BadInputException if a column is missing, or the rows are not as many as the volumes
   */
  static double[][] read(Path file, List<String> columns, int volumeCount) {
    TsvTable table = TsvTable.read(file, columns.toArray(String[]::new));
    if (table.rowCount() != volumeCount) {
      throw new BadInputException(
          file,
          volumeCount + " rows, one for each volume",
          table.rowCount() + " rows",
          "use the table of this run");
    }
    double[][] values = new double[columns.size()][volumeCount];
    for (int c = 0; c < columns.size(); c++) {
      for (int t = 0; t < volumeCount; t++) values[c][t] = value(table, t, columns.get(c));
    }
    return values;
  }

  private static double value(TsvTable table, int volume, String column) {
    OptionalDouble value = table.optionalNumber(volume, column);
    if (value.isEmpty() && volume > 0) {
      throw new BadInputException(
          table.place(volume, column),
          "a number (n/a is allowed in the first row only)",
          "n/a",
          "leave that column out or fill it in");
    }
    return value.orElse(0);
  }
}
