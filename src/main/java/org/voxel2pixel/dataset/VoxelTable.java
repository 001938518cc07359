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
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/** voxels.tsv: one line a voxel, in the order of the responses' columns. */
final class VoxelTable {
  private static final String[] PLACE = {"i", "j", "k"};
  private static final String[] FIELD = {"rf_x_deg", "rf_y_deg", "rf_sigma_deg", "rf_r2"};

  private VoxelTable() {}

  static String toText(List<Voxel> voxels) {
    StringBuilder text =
        new StringBuilder("index\ti\tj\tk\troi\trf_x_deg\trf_y_deg\trf_sigma_deg\trf_r2\n");
    for (Voxel voxel : voxels) {
      appendIdentity(text, voxel);
      Optional<FittedField> fitted = voxel.field();
      if (fitted.isPresent()) {
        ReceptiveField field = fitted.get().field();
        text.append('\t').append(field.xDeg()).append('\t').append(field.yDeg());
        text.append('\t').append(field.sigmaDeg()).append('\t').append(fitted.get().r2());
      } else {
        text.append("\tn/a\tn/a\tn/a\tn/a");
      }
      text.append('\n');
    }
    return text.toString();
  }

  static List<Voxel> read(Path file) {
    TsvTable table =
        TsvTable.read(
            file, "index", "i", "j", "k", "roi", "rf_x_deg", "rf_y_deg", "rf_sigma_deg", "rf_r2");
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
          new Voxel(row, place[0], place[1], place[2], table.text(row, "roi"), field(table, row)));
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

  private static Optional<FittedField> field(TsvTable table, int row) {
    OptionalDouble[] cells = new OptionalDouble[FIELD.length];
    for (int c = 0; c < FIELD.length; c++) cells[c] = table.optionalNumber(row, FIELD[c]);
    if (Arrays.stream(cells).noneMatch(OptionalDouble::isPresent)) return Optional.empty();
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
      return Optional.of(new FittedField(field, cells[3].getAsDouble()));
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          table.place(row, FIELD[0]), "a receptive field", e.getMessage(), "repair the row", e);
    }
  }
}
