// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.List;

/**
 * What a network sees and explains.
 *
 * @param heightPx rows of a frame
 * @param widthPx columns of a frame
 * @param voxels voxels of each region, in the regions' order
 * @param poolPx 1 or 2 a region: whether its layer is averaged over pairs along both axes
 */
record NifShape(int heightPx, int widthPx, List<Integer> voxels, List<Integer> poolPx) {

  NifShape {
    voxels = List.copyOf(voxels);
    poolPx = List.copyOf(poolPx);
    if (heightPx < 1 || widthPx < 1 || voxels.isEmpty() || voxels.stream().anyMatch(v -> v < 1)) {
      throw new IllegalArgumentException(
          "sizes must be >= 1, were %d x %d px, voxels %s".formatted(widthPx, heightPx, voxels));
    }
  }

  /** Rows of region r's layer. */
  PooledAxis rows(int region) {
    return PooledAxis.of(heightPx, poolings(region));
  }

  /** Columns of region r's layer. */
  PooledAxis columns(int region) {
    return PooledAxis.of(widthPx, poolings(region));
  }

  private int poolings(int region) {
    return (int) poolPx.subList(0, region + 1).stream().filter(p -> p == 2).count();
  }
}
