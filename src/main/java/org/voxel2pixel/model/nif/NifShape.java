// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.List;

/**
 * What a network sees and explains.
 *
 * @param heightPx rows of a frame
 * @param widthPx columns of a frame
 * @param voxels voxels of each region, in the regions' order
 */
record NifShape(int heightPx, int widthPx, List<Integer> voxels) {

  NifShape {
    voxels = List.copyOf(voxels);
    if (heightPx < 1 || widthPx < 1 || voxels.isEmpty() || voxels.stream().anyMatch(v -> v < 1)) {
      throw new IllegalArgumentException(
          "sizes must be >= 1, were %d x %d px, voxels %s".formatted(widthPx, heightPx, voxels));
    }
  }

  /** Rows of region r's layer. */
  PooledAxis rows(int region) {
    return PooledAxis.of(heightPx, region + 1);
  }

  /** Columns of region r's layer. */
  PooledAxis columns(int region) {
    return PooledAxis.of(widthPx, region + 1);
  }
}
