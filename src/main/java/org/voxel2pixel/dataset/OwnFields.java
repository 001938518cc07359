// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.voxel2pixel.BadInputException;

/**
 * Fields that we wrote ourselves and that are taken for a dataset again: those of fisheye frames
 * are in the coordinates of these frames and would be moved a second time.
 */
public final class OwnFields {
  private OwnFields() {}

  /**
   * Refuses a dataset's voxels.tsv if the dataset has fisheye frames, or if nothing says whether it
   * has. Other tables are in degrees of visual angle and pass.
   *
   * @param table tab-separated
   * @throws BadInputException in these cases
   */
  public static void requireUnwarpedTable(Path table) {
    if (!TsvTable.read(table).has("rf_x_deg")) return;
    Path folder = table.toAbsolutePath().getParent();
    if (!Files.isRegularFile(folder.resolve(DatasetManifest.NAME))) {
      throw new BadInputException(
          table,
          "beside a dataset's table its "
              + DatasetManifest.NAME
              + ", which tells of fisheye frames",
          "none",
          "give voxels.tsv where it lies, or take rf_ off its columns if they are degrees");
    }
    requireUnwarped(table, DatasetManifest.read(folder).description().warp().name());
  }

  /** The dataset's folder, where a path is such a folder or the table of its voxels in it. */
  public static Optional<Path> datasetOf(Path path) {
    if (Files.isDirectory(path)) return Optional.of(path);
    Path folder = path.toAbsolutePath().getParent();
    boolean isItsTable =
        path.getFileName().toString().equals(Dataset.VOXELS)
            && Files.isRegularFile(folder.resolve(DatasetManifest.NAME));
    return isItsTable ? Optional.of(folder) : Optional.empty();
  }

  /**
   * Refuses maps of a dataset's fields if the dataset has fisheye frames. Maps that are not ours
   * pass.
   *
   * @param where a folder, or a folder and a pattern
   * @throws BadInputException in this case
   */
  public static void requireUnwarpedMaps(Path where) {
    Path folder = Files.isDirectory(where) ? where : where.toAbsolutePath().getParent();
    Path file = folder.resolve(FieldMapFiles.PROVENANCE);
    if (!Files.isRegularFile(file)) return;
    JsonObject json;
    try {
      json = JsonFile.read(file);
    } catch (BadInputException e) {
      return; // another program's file of that name need not be one of JSON
    }
    boolean isOurs = json.has(FieldMapFiles.WARP) && json.get(FieldMapFiles.WARP).isJsonPrimitive();
    if (isOurs) requireUnwarped(where, json.get(FieldMapFiles.WARP).getAsString());
  }

  private static void requireUnwarped(Path source, String warp) {
    if (warp.equals(FrameSettings.Warp.NONE.name())) return;
    throw new BadInputException(
        source,
        "fields in degrees of visual angle",
        "fields of fisheye frames, which were moved with them",
        "give the dataset's folder, or what they were made from");
  }
}
