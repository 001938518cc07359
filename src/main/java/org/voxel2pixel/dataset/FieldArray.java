// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * Receptive fields from an array of any source that {@link NamedArrays} opens: a row a voxel, in
 * the dataset's order, with the columns x (degrees, right), y (degrees, up), sigma (degrees) and r2
 * (0 to 1). A row of NaN is a voxel without a field, and so is one whose sigma is 0 or less.
 */
public final class FieldArray {
  private static final int COLUMNS = 4;

  private FieldArray() {}

  /**
   * @param variable name of the array; empty if the source has only one
   * @throws BadInputException if the array is missing, of another shape, or a row is no field
   */
  public static List<Optional<FittedField>> read(Path source, String variable) {
    try (NamedArrays arrays = NamedArrays.open(source)) {
      String name = variable.isBlank() ? onlyName(source, arrays) : variable.strip();
      NumericArray array = arrays.array(name);
      int[] shape = array.shape();
      if (shape.length != 2 || shape[1] != COLUMNS) {
        throw new BadInputException(
            source + ", " + name,
            "a row a voxel and 4 columns: x_deg, y_deg, sigma_deg, r2",
            "shape " + Arrays.toString(shape),
            "choose another variable, or transpose it");
      }
      List<Optional<FittedField>> fields = new ArrayList<>();
      for (int v = 0; v < shape[0]; v++) fields.add(field(source + ", " + name, v, array.row(v)));
      return List.copyOf(fields);
    }
  }

  private static String onlyName(Path source, NamedArrays arrays) {
    List<String> names = arrays.names();
    if (names.size() == 1) return names.get(0);
    throw new BadInputException(
        source, "the name of one of its arrays as variable", "none", "name one of " + names);
  }

  private static Optional<FittedField> field(String where, int voxel, float[] row) {
    int missing = 0;
    for (float value : row) missing += Float.isNaN(value) ? 1 : 0;
    if (missing == COLUMNS) return Optional.empty();
    String place = where + ", row " + voxel;
    for (float value : row) {
      if (!Float.isFinite(value)) {
        throw new BadInputException(
            place, "4 finite numbers, or NaN in all", Arrays.toString(row), "correct that row");
      }
    }
    if (!(row[3] >= 0 && row[3] <= 1)) {
      throw new BadInputException(
          place,
          "r2 from 0 to 1",
          "R2 of " + row[3] + (row[3] > 1 && row[3] <= 100 ? ": percent?" : ""),
          "divide it by 100 if it is percent; set it to 0 where it is negative");
    }
    if (row[2] <= 0) return Optional.empty();
    return Optional.of(new FittedField(new ReceptiveField(row[0], row[1], row[2]), row[3]));
  }
}
