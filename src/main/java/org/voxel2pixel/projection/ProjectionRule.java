// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import org.voxel2pixel.Progress;

/** Which operator to make of voxels' fields, with its settings. */
@FunctionalInterface
public interface ProjectionRule {

  /**
   * @throws org.voxel2pixel.BadInputException if the fields do not suit the operator, or memory
   *     does not suffice
   * @throws org.voxel2pixel.CancelledException if the user asked to stop
   */
  VoxelProjection projection(VoxelFields fields, Progress progress);

  /** {@link FixedRfProjection}. */
  static ProjectionRule fixed() {
    return (fields, progress) -> FixedRfProjection.of(fields);
  }

  /** {@link GaussianProjection}. */
  static ProjectionRule gaussian(GaussianSettings settings) {
    return (fields, progress) -> GaussianProjection.of(fields, settings);
  }

  /** {@link InverseProjection}. */
  static ProjectionRule inverse(InverseSettings settings) {
    return (fields, progress) -> InverseProjection.of(fields, settings, progress);
  }
}
