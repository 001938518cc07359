// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.projection.VoxelFields;

/** The option {@code rois}: which of a dataset's regions are painted, in which order. */
final class RegionChoice {
  private RegionChoice() {}

  /**
   * The same fields for some regions.
   *
   * @param rois names, with blanks between, or commas where a name has blanks; blank for all
   * @throws BadInputException if there is no such region, or one is named twice
   */
  static VoxelFields apply(String rois, VoxelFields fields) {
    if (rois == null || rois.isBlank()) return fields;
    return new VoxelFields(
        fields.grid(),
        names(rois, fields.rois()),
        fields.roiOfVoxel(),
        fields.fields(),
        fields.lagCount());
  }

  static List<String> names(String rois, List<String> known) {
    if (known.contains(rois.strip())) return List.of(rois.strip());
    List<String> names =
        Arrays.stream(rois.split(rois.contains(",") ? "," : "\\s+"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    Set<String> unknown = new LinkedHashSet<>(names);
    known.forEach(unknown::remove);
    if (names.isEmpty() || !unknown.isEmpty()) {
      throw new BadInputException(
          "rois",
          "regions among " + String.join(", ", known),
          names.isEmpty() ? "none" : String.join(", ", unknown),
          "name those of the dataset, upper and lower case as there");
    }
    if (new LinkedHashSet<>(names).size() < names.size()) {
      throw new BadInputException(
          "rois", "each region once", String.join(", ", names), "name each once");
    }
    return names;
  }
}
