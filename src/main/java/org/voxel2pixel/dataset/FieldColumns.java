// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.FieldConvention.Coordinates;
import org.voxel2pixel.visualfield.FieldTool;
import org.voxel2pixel.visualfield.RawField;

/**
 * The numbers that a mapping tool wrote, a row a voxel in the dataset's order, from one of
 *
 * <ul>
 *   <li>a table as text with a header (tabs, commas, semicolons or spaces): columns by name;
 *   <li>a source of several arrays, {@link NamedArrays}, such as a MATLAB file with ang, ecc,
 *       rfsize and R2: a vector by name for each number;
 *   <li>one matrix of such a source, or a table without a header: columns by number from 0.
 * </ul>
 *
 * <p>A table's columns i, j, k are compared with the dataset's voxels, and a column index with 0,
 * 1, 2...
 */
public final class FieldColumns {
  private static final List<String> PLACE = List.of("i", "j", "k");

  private FieldColumns() {}

  /**
   * Names of the columns or arrays for the numbers of {@link RawField}; an empty one for a fit that
   * is not there.
   *
   * @param text such as {@code x=azimuth y=elevation sigma=size r2=ve}; for polar coordinates angle
   *     and eccen instead of x and y; what is not named is called as the tool calls it
   */
  public static List<String> names(String text, FieldTool tool) {
    boolean polar = tool.convention().coordinates() != Coordinates.XY;
    List<String> keys = List.of(polar ? "angle" : "x", polar ? "eccen" : "y", "sigma", "r2");
    Map<String, String> given = KeyValueText.parse("option columns", text, keys);
    List<String> names = new ArrayList<>();
    for (int n = 0; n < keys.size(); n++) {
      names.add(given.getOrDefault(keys.get(n), tool.columns().get(n)));
    }
    return names;
  }

  /**
   * @param variable the matrix to take where the source has arrays; empty for an array a number
   * @param names of the four numbers; see {@link #names}
   * @param warnings gets a line where the source does not tell the places of its voxels
   * @throws BadInputException if one is missing, lengths differ, or the rows are of other voxels
   */
  public static List<RawField> read(
      Path source, String variable, List<String> names, List<Voxel> voxels, List<String> warnings) {
    boolean placesCompared = false;
    try (NamedArrays arrays = NamedArrays.open(source)) {
      float[][] columns; // [number][voxel], null where there is none
      if (!variable.isBlank()) {
        NumericArray matrix = arrays.array(variable.strip());
        columns = ofMatrix(source + ", " + variable.strip(), matrix, List.of(), names);
      } else if (arrays instanceof DelimitedMatrix table) {
        placesCompared = requirePlaces(source, table, voxels);
        columns = ofMatrix(source.toString(), table.matrix(), table.columns(), names);
      } else {
        columns = ofArrays(source, arrays, names);
      }
      if (!placesCompared) {
        warnings.add("without places on both sides, only the number of voxels was compared");
      }
      return rows(source, columns, voxels.size());
    }
  }

  private static List<RawField> rows(Path source, float[][] columns, int voxelCount) {
    for (float[] column : columns) {
      if (column != null && column.length != voxelCount) {
        throw new BadInputException(
            source,
            voxelCount + " voxels as in the dataset",
            column.length + " rows",
            "give the table of the same voxels");
      }
    }
    List<RawField> fields = new ArrayList<>();
    for (int v = 0; v < voxelCount; v++) {
      double fit = columns[3] == null ? Double.NaN : columns[3][v];
      fields.add(new RawField(columns[0][v], columns[1][v], columns[2][v], fit));
    }
    return fields;
  }

  private static float[][] ofMatrix(
      String what, NumericArray matrix, List<String> header, List<String> names) {
    if (matrix.shape().length != 2) {
      throw new BadInputException(
          what,
          "a matrix, a row a voxel",
          "shape " + Arrays.toString(matrix.shape()),
          "choose another array");
    }
    float[][] columns = new float[names.size()][];
    for (int n = 0; n < names.size(); n++) {
      if (names.get(n).isEmpty()) continue;
      columns[n] = column(matrix, columnIndex(what, names.get(n), header, matrix.shape()[1]));
    }
    return columns;
  }

  private static int columnIndex(String what, String name, List<String> header, int count) {
    int index = header.indexOf(name);
    if (index < 0 && header.isEmpty() && name.matches("\\d{1,9}")) index = Integer.parseInt(name);
    if (index >= 0 && index < count) return index;
    throw new BadInputException(
        what,
        "a column " + name,
        header.isEmpty() ? count + " columns without names" : "only " + header,
        header.isEmpty()
            ? "number the columns from 0, as in columns=[x=0 y=1 sigma=2 r2=3]"
            : "name the columns, as in columns=[sigma=size]");
  }

  private static float[] column(NumericArray matrix, int index) {
    float[] column = new float[matrix.rowCount()];
    int length = matrix.rowLength();
    for (int row = 0; row < column.length; row++) {
      column[row] = matrix.values()[row * length + index];
    }
    return column;
  }

  private static float[][] ofArrays(Path source, NamedArrays arrays, List<String> names) {
    float[][] columns = new float[names.size()][];
    for (int n = 0; n < names.size(); n++) {
      if (names.get(n).isEmpty()) continue;
      NumericArray array = arrays.array(names.get(n));
      long longSides = Arrays.stream(array.shape()).filter(side -> side != 1).count();
      if (longSides > 1) {
        throw new BadInputException(
            source + ", " + names.get(n),
            "a vector, a number a voxel",
            "shape " + Arrays.toString(array.shape()),
            "name the matrix as variable, and its columns by number");
      }
      columns[n] = array.values();
    }
    return columns;
  }

  /**
   * By place and number where the table tells them, so that no voxel gets another's field.
   *
   * @return whether places were compared, or need not be
   */
  private static boolean requirePlaces(Path source, DelimitedMatrix table, List<Voxel> voxels) {
    List<String> header = table.columns();
    int rows = table.matrix().rowCount();
    if (rows != voxels.size()) return true; // refused by its number
    boolean places = header.containsAll(PLACE) && voxels.get(0).i() != Voxel.UNKNOWN;
    int index = header.indexOf("index");
    for (int row = 0; row < rows; row++) {
      float[] values = table.matrix().row(row);
      Voxel voxel = voxels.get(row);
      int[] place = {voxel.i(), voxel.j(), voxel.k()};
      for (int d = 0; places && d < place.length; d++) {
        if (values[header.indexOf(PLACE.get(d))] == place[d]) continue;
        throw other(source, row, "voxel at " + Arrays.toString(place) + " as in the dataset");
      }
      if (index >= 0 && values[index] != row) throw other(source, row, "index " + row);
    }
    return places;
  }

  private static BadInputException other(Path source, int row, String expected) {
    return new BadInputException(
        source + ", row " + row,
        expected,
        "another",
        "bring the table into the dataset's order of voxels");
  }
}
