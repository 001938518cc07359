// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.nifti.NiftiMask;

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
  private static final Pattern LABEL = Pattern.compile("_label-([A-Za-z0-9]+)_.*mask\\.nii");

  static RoiVoxels of(List<Path> masks, List<String> warnings) {
    Map<String, TreeSet<Integer>> regions = new TreeMap<>(NaturalOrder.INSTANCE);
    NiftiMask first = null;
    for (Path file : masks) {
      NiftiMask mask = NiftiMask.read(file);
      warnings.addAll(mask.warnings());
      if (first == null) first = mask;
      mask.grid().requireSame(first.grid(), file, first.file());
      TreeSet<Integer> region = regions.computeIfAbsent(label(file), name -> new TreeSet<>());
      for (int voxel : mask.voxels()) region.add(voxel);
    }
    if (first == null) throw new IllegalArgumentException("masks must not be empty");
    requireDisjoint(first.file().getParent(), regions);
    return new RoiVoxels(first.grid(), first.file(), flat(regions), voxels(first.grid(), regions));
  }

  /**
   * Regions in this order.
   *
   * @param regions name to flat indices; no voxel in two of them
   */
  static RoiVoxels of(NiftiGrid grid, Path example, Map<String, SortedSet<Integer>> regions) {
    return new RoiVoxels(grid, example, flat(regions), voxels(grid, regions));
  }

  private static String label(Path file) {
    Matcher matcher = LABEL.matcher(file.getFileName().toString());
    if (!matcher.find()) {
      throw new BadInputException(
          file, "a name like sub-01_label-V1_mask.nii.gz", "no label", "rename it");
    }
    return matcher.group(1);
  }

  private static void requireDisjoint(Path folder, Map<String, TreeSet<Integer>> regions) {
    Map<Integer, String> owner = new HashMap<>();
    Map<String, Integer> overlaps = new TreeMap<>();
    regions.forEach(
        (roi, region) -> {
          for (int voxel : region) {
            String other = owner.putIfAbsent(voxel, roi);
            if (other != null) overlaps.merge(other + " and " + roi, 1, Integer::sum);
          }
        });
    if (!overlaps.isEmpty()) {
      List<String> counts = new ArrayList<>();
      overlaps.forEach((pair, count) -> counts.add(pair + " share " + count + " voxels"));
      throw new BadInputException(
          folder,
          "regions that do not overlap",
          String.join(", ", counts),
          "decide which region has these voxels");
    }
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
