// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.util.List;
import java.util.Optional;
import org.voxel2pixel.visualfield.FittedField;

/**
 * Receptive fields of a dataset's voxels.
 *
 * @param fields by voxel of the dataset; empty where none was found
 * @param notes what was found, one sentence each
 * @param warnings what is odd though usable, one sentence each
 */
public record EstimatedFields(
    List<Optional<FittedField>> fields, List<String> notes, List<String> warnings) {

  public EstimatedFields {
    fields = List.copyOf(fields);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }
}
