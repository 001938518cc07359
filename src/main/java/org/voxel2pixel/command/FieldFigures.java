// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import com.google.gson.JsonObject;
import ij.ImagePlus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.imagej.Png;

/** The PNG files of Show Receptive Fields and what stands beside them. */
final class FieldFigures {
  static final String FIELDS = "fields.png";
  static final String COVERAGE = "coverage.png";
  static final String SIZES = "sizes.png";
  static final String R2 = "r2.png";

  private FieldFigures() {}

  /**
   * @param ifExists {@link OutputFolder#STOP} or {@link OutputFolder#REPLACE}; other files of the
   *     folder stay
   * @throws BadInputException if one of the figures exists and is to stay
   */
  static void requireFree(Path folder, String ifExists) {
    if (ifExists.equals(OutputFolder.REPLACE)) return;
    for (String name : List.of(FIELDS, COVERAGE, SIZES, R2)) {
      Path file = folder.resolve(name);
      for (Path existing : List.of(file, BesideFile.of(file))) {
        if (!Files.exists(existing)) continue;
        throw new BadInputException(
            existing, "no such file yet", "one", "choose another folder, or ifexists=replace");
      }
    }
  }

  static void write(Path folder, Map<String, ImagePlus> figures, JsonObject how) {
    figures.forEach(
        (name, image) -> {
          Png.save(image, folder.resolve(name));
          BesideFile.write(folder.resolve(name), how);
        });
  }

  /** How they were made, and how many fields each region has. */
  static JsonObject json(ShownFields shown, Provenance how) {
    JsonObject json = how.toJson();
    JsonObject regions = new JsonObject();
    for (String region : shown.regions()) {
      JsonObject counts = new JsonObject();
      counts.addProperty("fields", shown.r2In(region).length);
      counts.addProperty("shown", shown.usedIn(region).size());
      regions.add(region, counts);
    }
    json.add("regions", regions);
    json.addProperty("centresOffTheScreen", shown.offScreenCount());
    return json;
  }
}
