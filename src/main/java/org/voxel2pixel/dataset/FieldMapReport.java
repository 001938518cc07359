// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of the maps of a dataset's fields.
 *
 * @param folder that holds them; empty if there are none
 * @param lines for people: where they are or why there are none, then what is odd
 */
public record FieldMapReport(Optional<Path> folder, List<String> lines) {
  public FieldMapReport {
    lines = List.copyOf(lines);
  }

  static FieldMapReport none(String why, List<String> oddities) {
    return new FieldMapReport(
        Optional.empty(), FieldMapFiles.joined("no maps written: " + why, oddities));
  }
}
