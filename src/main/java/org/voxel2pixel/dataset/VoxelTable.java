// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.FitDetail;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * voxels.tsv: one line a voxel, in the order of the responses' columns. Of a field, {@code
 * rf_x_deg}, {@code rf_y_deg}, {@code rf_sigma_deg} and {@code rf_r2} are there together or n/a
 * together; {@code rf_gain}, {@code rf_exponent}, {@code rf_fit_r2} and {@code rf_held_out_r}
 * ({@link FitDetail}) each or not, and all n/a without a field. Tables written before there were
 * these last four columns are read as if all of them were n/a.
 */
final class VoxelTable {
  private static final String[] PLACE = {"i", "j", "k"};
  private static final String[] FIELD = {"rf_x_deg", "rf_y_deg", "rf_sigma_deg", "rf_r2"};
  private static final String[] DETAIL = {"rf_gain", "rf_exponent", "rf_fit_r2", "rf_held_out_r"};

  private VoxelTable() {}

  static String toText(List<Voxel> voxels) {
    StringBuilder text = new StringBuilder("index\ti\tj\tk\troi");
    for (String column : FIELD) text.append('\t').append(column);
    for (String column : DETAIL) text.append('\t').append(column);
    text.append('\n');
    for (Voxel voxel : voxels) {
      appendIdentity(text, voxel);
      Optional<FittedField> fitted = voxel.field();
      if (fitted.isPresent()) {
        ReceptiveField field = fitted.get().field();
        text.append('\t').append(field.xDeg()).append('\t').append(field.yDeg());
        text.append('\t').append(field.sigmaDeg()).append('\t').append(fitted.get().r2());
        FitDetail detail = fitted.get().detail();
        for (OptionalDouble value : detail.values()) {
          text.append('\t').append(value.isPresent() ? "" + value.getAsDouble() : TsvTable.MISSING);
        }
      } else {
        for (int n = 0; n < FIELD.length + DETAIL.length; n++) {
          text.append('\t').append(TsvTable.MISSING);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  static List<Voxel> read(Path file) {
    TsvTable table =
        TsvTable.read(
            file, "index", "i", "j", "k", "roi", "rf_x_deg", "rf_y_deg", "rf_sigma_deg", "rf_r2");
    boolean hasDetail = hasDetail(file, table);
    List<Voxel> voxels = new ArrayList<>(table.rowCount());
    for (int row = 0; row < table.rowCount(); row++) {
      if (table.integer(row, "index") != row) {
        throw new BadInputException(
            table.place(row, "index"),
            "index " + row,
            table.text(row, "index"),
            "keep the voxels in the order of the columns of responses.npy");
      }
      int[] place = new int[PLACE.length];
      for (int d = 0; d < PLACE.length; d++) place[d] = placeOf(table, row, PLACE[d]);
      voxels.add(
          new Voxel(
              row,
              place[0],
              place[1],
              place[2],
              table.text(row, "roi"),
              field(table, row, hasDetail)));
    }
    return List.copyOf(voxels);
  }

  /** SHA-256 over index, i, j, k and roi of every voxel; receptive fields do not enter. */
  static String hash(List<Voxel> voxels) {
    MessageDigest digest = Provenance.newSha256();
    for (Voxel voxel : voxels) {
      StringBuilder line = new StringBuilder();
      appendIdentity(line, voxel);
      digest.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void appendIdentity(StringBuilder text, Voxel voxel) {
    text.append(voxel.index()).append('\t');
    for (int place : new int[] {voxel.i(), voxel.j(), voxel.k()}) {
      text.append(place == Voxel.UNKNOWN ? TsvTable.MISSING : Integer.toString(place)).append('\t');
    }
    text.append(voxel.roi());
  }

  private static int placeOf(TsvTable table, int row, String column) {
    return table.text(row, column).equals(TsvTable.MISSING)
        ? Voxel.UNKNOWN
        : table.integer(row, column);
  }

  /** All four columns or, in older tables, none. */
  private static boolean hasDetail(Path file, TsvTable table) {
    List<String> missing = Arrays.stream(DETAIL).filter(column -> !table.has(column)).toList();
    if (missing.isEmpty() || missing.size() == DETAIL.length) return missing.isEmpty();
    throw new BadInputException(
        file,
        "the columns " + String.join(", ", DETAIL) + ", all or none",
        "no " + String.join(", ", missing),
        "restore the file");
  }

  private static Optional<FittedField> field(TsvTable table, int row, boolean hasDetail) {
    OptionalDouble[] cells = numbers(table, row, FIELD);
    OptionalDouble[] detail = hasDetail ? numbers(table, row, DETAIL) : absent();
    if (Arrays.stream(cells).noneMatch(OptionalDouble::isPresent)) {
      requireNoDetail(table, row, detail);
      return Optional.empty();
    }
    if (!Arrays.stream(cells).allMatch(OptionalDouble::isPresent)) {
      throw new BadInputException(
          table.place(row, FIELD[0]),
          "x, y, sigma and r2, or n/a for all four",
          "some of them missing",
          "complete the row");
    }
    try {
      ReceptiveField field =
          new ReceptiveField(
              cells[0].getAsDouble(), cells[1].getAsDouble(), cells[2].getAsDouble());
      FitDetail known = new FitDetail(detail[0], detail[1], detail[2], detail[3]);
      return Optional.of(new FittedField(field, cells[3].getAsDouble(), known));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          table.place(row, FIELD[0]), "a receptive field", e.getMessage(), "repair the row", e);
    }
  }

  private static void requireNoDetail(TsvTable table, int row, OptionalDouble[] detail) {
    for (int c = 0; c < DETAIL.length; c++) {
      if (detail[c].isEmpty()) continue;
      throw new BadInputException(
          table.place(row, DETAIL[c]),
          TsvTable.MISSING + ", for the voxel has no field",
          "" + detail[c].getAsDouble(),
          "repair the row");
    }
  }

  private static OptionalDouble[] numbers(TsvTable table, int row, String[] columns) {
    OptionalDouble[] cells = new OptionalDouble[columns.length];
    for (int c = 0; c < cells.length; c++) cells[c] = table.optionalNumber(row, columns[c]);
    return cells;
  }

  private static OptionalDouble[] absent() {
    OptionalDouble[] none = new OptionalDouble[DETAIL.length];
    Arrays.fill(none, OptionalDouble.empty());
    return none;
  }
}
