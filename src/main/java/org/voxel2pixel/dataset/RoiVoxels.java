// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.voxel2pixel.nifti.NiftiGrid;

/**
 * The voxels of all regions, in the order of the responses' columns: regions in natural order, a
 * region's voxels by ascending flat index {@code (k * ny + j) * nx + i}.
 *
 * <p>Masks of one label, such as two hemispheres, make one region. Regions must not overlap: a
 * voxel would be counted twice.
 *
 * @param grid of all masks
 * @param example one of the masks, for messages
 * @param flat {@code [voxel]}, where each is in a flat volume
 * @param voxels the same with their regions
 */
record RoiVoxels(NiftiGrid grid, Path example, int[] flat, List<Voxel> voxels) {
  /**
   * Regions in this order.
   *
   * @param regions name to flat indices; no voxel in two of them
   */
  static RoiVoxels of(NiftiGrid grid, Path example, Map<String, SortedSet<Integer>> regions) {
    return new RoiVoxels(grid, example, flat(regions), voxels(grid, regions));
  }

  private static int[] flat(Map<String, ? extends SortedSet<Integer>> regions) {
    return regions.values().stream().flatMap(SortedSet::stream).mapToInt(v -> v).toArray();
  }

  private static List<Voxel> voxels(
      NiftiGrid grid, Map<String, ? extends SortedSet<Integer>> regions) {
    List<Voxel> voxels = new ArrayList<>();
    regions.forEach(
        (roi, region) -> {
          for (int at : region) {
            int i = at % grid.nx();
            int j = at / grid.nx() % grid.ny();
            int k = at / grid.nx() / grid.ny();
            voxels.add(new Voxel(voxels.size(), i, j, k, roi, Optional.empty()));
          }
        });
    return List.copyOf(voxels);
  }

  /** Number of voxels. */
  int count() {
    return flat.length;
  }

  /** Voxels of each region, regions in their order. */
  Map<String, Integer> countOfRoi() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Voxel voxel : voxels) counts.merge(voxel.roi(), 1, Integer::sum);
    return counts;
  }

  /** Copies the voxels' values out of a volume, {@code [voxel]}. */
  void select(float[] volume, float[] into, int at) {
    for (int v = 0; v < flat.length; v++) into[at + v] = volume[flat[v]];
  }
}
