// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;

/**
 * What a preparation did.
 *
 * @param sampleCount rows of the responses
 * @param voxelCount columns of the responses
 * @param droppedVoxelCount voxels of the masks that never varied in training
 * @param warnings what was odd but could be used
 */
public record PreparationReport(
    int sampleCount, int voxelCount, int droppedVoxelCount, List<String> warnings) {

  public PreparationReport {
    warnings = List.copyOf(warnings);
  }
}
