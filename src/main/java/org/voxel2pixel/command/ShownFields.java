// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.List;
import java.util.Optional;
import org.voxel2pixel.dataset.StoredFields;
import org.voxel2pixel.visualfield.MappedVoxel;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * What Show Receptive Fields draws.
 *
 * @param regions in the order of their colours, also those whose fields all explain too little
 * @param all fields of these, whatever they explain
 * @param used those that explain enough, at least one
 * @param minR2 what is enough
 * @param grid the screen
 * @param frame what is on it, or nothing
 */
record ShownFields(
    List<String> regions,
    StoredFields all,
    StoredFields used,
    double minR2,
    PixelGrid grid,
    Optional<Frame> frame) {

  /**
   * A stimulus.
   *
   * @param rgb {@code [(y * width + x) * 3 + channel]}, 0..255 as unsigned bytes
   */
  record Frame(String name, byte[] rgb) {}

  List<MappedVoxel> usedIn(String region) {
    return used.mapped().stream().filter(voxel -> voxel.region().equals(region)).toList();
  }

  List<ReceptiveField> fieldsIn(String region) {
    return usedIn(region).stream().map(MappedVoxel::field).toList();
  }

  double[] r2In(String region) {
    return all.mapped().stream()
        .filter(voxel -> voxel.region().equals(region))
        .mapToDouble(voxel -> voxel.fitted().r2())
        .toArray();
  }

  /** Used fields whose centre lies off the screen. */
  long offScreenCount() {
    return used.mapped().stream()
        .filter(voxel -> grid.pixelOf(voxel.field()) == PixelGrid.OFF_SCREEN)
        .count();
  }

  double heightDeg() {
    return grid.heightPx() * grid.degPerPx();
  }

  /** Such as "812 of 1000 fields have R² ≥ 0.05". */
  String caption() {
    return summary().replace("r2 >=", "R\u00b2 \u2265");
  }

  /** The same in ASCII, for logs. */
  String summary() {
    return used.mapped().size() + " of " + all.mapped().size() + " fields have r2 >= " + minR2;
  }
}
