// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * Where a voxel lies: its indices in the scanned volume, from 0, and its region of interest.
 *
 * @param roi name such as V1; not blank, no tab or line break
 */
public record VoxelSite(int i, int j, int k, String roi) {

  public VoxelSite {
    if (i < 0 || j < 0 || k < 0) {
      throw new IllegalArgumentException(
          "voxel indices must be >= 0, were (" + i + ", " + j + ", " + k + ")");
    }
    if (roi == null || roi.isBlank() || roi.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("roi must be a name on one line, was " + roi);
    }
  }

  /** Such as "(14, 9, 1) of V1". */
  @Override
  public String toString() {
    return "(" + i + ", " + j + ", " + k + ") of " + roi;
  }
}
