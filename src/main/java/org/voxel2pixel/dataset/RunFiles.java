// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a run.
 *
 * @param name its own among all runs
 * @param split what it is for
 * @param bold the volumes
 * @param sidecars JSON files about the volumes, the general before the particular
 * @param events what was shown, if it was found
 * @param eventSidecars JSON files about the events, the general before the particular
 * @param confounds head motion and the like; where they were looked for, if they are not there
 */
record RunFiles(
    String name,
    Split split,
    Path bold,
    List<Path> sidecars,
    Optional<Path> events,
    List<Path> eventSidecars,
    Optional<Path> confounds) {

  RunFiles {
    sidecars = List.copyOf(sidecars);
    eventSidecars = List.copyOf(eventSidecars);
  }

  /** The space that its volumes are said to be in. */
  Optional<String> space() {
    return BidsName.of(bold).entity("space");
  }
}
