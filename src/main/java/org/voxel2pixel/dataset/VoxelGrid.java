// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiPlacement;
import org.voxel2pixel.nifti.NiftiSeries;

/**
 * The grid of the fMRI volumes that a dataset's voxels are of: with {@code A} the grid's affine,
 * voxel {@code (i, j, k)} of voxels.tsv has its centre at {@code A · (i, j, k, 1)} mm, RAS.
 *
 * <p>In dataset.json, {@code voxelGrid} has the keys {@code shape} (nx, ny, nz), {@code affine} (3
 * rows of 4, mm), {@code sformCode} and {@code qformCode} (NIfTI's: what the affine relates to, 0
 * not stated), {@code qform} (another 3 rows of 4, if the source's qform differs from its sform)
 * and, for people, {@code voxelSizeMm}.
 *
 * @param grid shape and affine
 * @param placement what the affine relates to
 */
public record VoxelGrid(NiftiGrid grid, NiftiPlacement placement) {

  /**
   * The grid of a mask that was read before.
   *
   * @throws BadInputException if the file has another grid now
   */
  static VoxelGrid of(Path mask, NiftiGrid grid) {
    try (NiftiSeries series = NiftiSeries.open(mask)) {
      if (!series.grid().equals(grid)) {
        throw new BadInputException(
            mask,
            grid.toString(),
            series.grid().toString(),
            "leave the file alone and start again");
      }
      return new VoxelGrid(grid, series.placement());
    }
  }

  /**
   * Refuses voxels that do not lie in the grid.
   *
   * @throws IllegalArgumentException naming the first
   */
  void requireHolds(List<Voxel> voxels) {
    for (Voxel voxel : voxels) {
      boolean inside =
          voxel.i() != Voxel.UNKNOWN
              && voxel.j() != Voxel.UNKNOWN
              && voxel.k() != Voxel.UNKNOWN
              && voxel.i() < grid.nx()
              && voxel.j() < grid.ny()
              && voxel.k() < grid.nz();
      if (!inside) {
        throw new IllegalArgumentException(
            "voxel %d at %d, %d, %d in a grid of %d x %d x %d"
                .formatted(
                    voxel.index(),
                    voxel.i(),
                    voxel.j(),
                    voxel.k(),
                    grid.nx(),
                    grid.ny(),
                    grid.nz()));
      }
    }
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("shape", array(grid.nx(), grid.ny(), grid.nz()));
    json.add("affine", rows(grid));
    json.addProperty("sformCode", placement.sformCode());
    json.addProperty("qformCode", placement.qformCode());
    placement.qform().ifPresent(qform -> json.add("qform", rows(qform)));
    double[] side = grid.voxelSizeMm();
    json.add("voxelSizeMm", array(side[0], side[1], side[2]));
    return json;
  }

  /**
   * The inverse of {@link #toJson}.
   *
   * @throws RuntimeException of several kinds if the object is no such grid
   */
  static VoxelGrid ofJson(JsonObject json) {
    NiftiGrid grid = grid(json, "affine");
    Optional<NiftiGrid> qform =
        json.has("qform") ? Optional.of(grid(json, "qform")) : Optional.empty();
    return new VoxelGrid(
        grid,
        new NiftiPlacement(
            json.get("sformCode").getAsInt(), json.get("qformCode").getAsInt(), qform));
  }

  private static NiftiGrid grid(JsonObject json, String affineKey) {
    int[] shape = new int[3];
    for (int d = 0; d < 3; d++) shape[d] = json.getAsJsonArray("shape").get(d).getAsInt();
    double[] affine = new double[12];
    int n = 0;
    for (JsonElement row : json.getAsJsonArray(affineKey)) {
      for (JsonElement value : row.getAsJsonArray()) {
        if (n == affine.length) throw new IllegalArgumentException(affineKey + " is not 3 x 4");
        affine[n++] = value.getAsDouble();
      }
    }
    if (n < affine.length) throw new IllegalArgumentException(affineKey + " is not 3 x 4");
    try {
      return new NiftiGrid(shape[0], shape[1], shape[2], affine);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("shape is too large", e);
    }
  }

  private static JsonArray rows(NiftiGrid grid) {
    double[] a = grid.affine();
    JsonArray rows = new JsonArray();
    for (int row = 0; row < 3; row++) {
      rows.add(array(a[4 * row], a[4 * row + 1], a[4 * row + 2], a[4 * row + 3]));
    }
    return rows;
  }

  private static JsonArray array(Number... values) {
    JsonArray array = new JsonArray();
    for (Number value : values) array.add(value);
    return array;
  }
}
