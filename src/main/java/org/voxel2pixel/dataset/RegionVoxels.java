// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;
import org.voxel2pixel.dataset.RegionSelection.Overlap;
import org.voxel2pixel.dataset.RegionSelection.Region;

/**
 * Reads the images of the selected regions and brings their voxels into the order of the responses'
 * columns: regions as selected, a region's voxels by ascending flat index. A voxel that two parts
 * of one region share counts once.
 */
final class RegionVoxels {
  private final Path masks;
  private final RegionSelection selection;
  private final Findings findings;
  private final Map<String, List<RegionSource>> sources = new TreeMap<>(NaturalOrder.INSTANCE);
  private final Map<Path, Optional<RegionImage>> images = new HashMap<>();
  private RegionImage first;
  private boolean sound = true;

  private RegionVoxels(
      Path masks, List<RegionSource> all, RegionSelection selection, Findings findings) {
    this.masks = masks;
    this.selection = selection;
    this.findings = findings;
    for (RegionSource source : all) {
      sources.computeIfAbsent(source.roi(), roi -> new ArrayList<>()).add(source);
    }
  }

  /** The voxels, if all images of the selected regions are sound and fit together. */
  static Optional<RoiVoxels> read(
      Path masks, List<RegionSource> all, RegionSelection selection, Findings findings) {
    return new RegionVoxels(masks, all, selection, findings).voxels();
  }

  /** Those of {@code all} that the selection has use for. */
  static List<RegionSource> used(List<RegionSource> all, RegionSelection selection) {
    if (selection.regions().isEmpty()) return all;
    Set<String> parts = new LinkedHashSet<>();
    for (Region region : selection.regions()) parts.addAll(region.parts());
    return all.stream().filter(source -> parts.contains(source.roi())).toList();
  }

  private Optional<RoiVoxels> voxels() {
    if (!allPartsExist()) return Optional.empty();
    Map<String, SortedSet<Integer>> regions = new LinkedHashMap<>();
    for (Region region : wanted()) regions.put(region.name(), read(region));
    if (!sound || first == null) return Optional.empty();
    regions.values().removeIf(SortedSet::isEmpty); // labels that no voxel has
    if (regions.isEmpty()) {
      findings.stop(masks, "voxels of a region", "0 voxels", "choose other masks or labels");
      return Optional.empty();
    }
    if (!findings.passes(() -> settleOverlaps(regions))) return Optional.empty();
    return Optional.of(RoiVoxels.of(first.grid(), first.file(), regions));
  }

  private List<Region> wanted() {
    if (!selection.regions().isEmpty()) return selection.regions();
    return sources.keySet().stream().map(roi -> new Region(roi, List.of(roi))).toList();
  }

  private boolean allPartsExist() {
    Set<String> unknown = new LinkedHashSet<>();
    Set<String> unused = new LinkedHashSet<>(sources.keySet());
    for (Region region : wanted()) {
      unknown.addAll(region.parts());
      region.parts().forEach(unused::remove);
    }
    unknown.removeAll(sources.keySet());
    if (!unknown.isEmpty()) {
      findings.stop(
          "rois",
          "regions among " + String.join(", ", sources.keySet()),
          String.join(", ", unknown),
          "name those of " + masks + ", upper and lower case as there");
    } else if (!unused.isEmpty()) {
      findings.info(masks, "regions not used: " + String.join(", ", unused));
    }
    return unknown.isEmpty();
  }

  private SortedSet<Integer> read(Region region) {
    SortedSet<Integer> voxels = new TreeSet<>();
    Map<Integer, String> owner = new HashMap<>();
    Map<String, Integer> shared = new TreeMap<>(NaturalOrder.INSTANCE);
    for (String part : region.parts()) {
      for (RegionSource source : sources.get(part)) {
        for (int voxel : read(source)) {
          if (voxels.add(voxel)) owner.put(voxel, part);
          else shared.merge(owner.get(voxel) + " and " + part, 1, Integer::sum);
        }
      }
    }
    shared.forEach(
        (pair, count) ->
            findings.info(
                region.name(),
                "parts " + pair + " share " + count + " voxels, each of which counts once"));
    return voxels;
  }

  private int[] read(RegionSource source) {
    Optional<RegionImage> image = images.get(source.file());
    if (image == null) {
      image = findings.attempt(() -> image(source.file()));
      images.put(source.file(), image);
    }
    boolean mayLack =
        selection.regions().isEmpty() && source.inside() instanceof RegionSource.Label;
    if (image.isEmpty()) {
      sound = false;
      return new int[0];
    }
    RegionImage read = image.get();
    if (mayLack && lacks(read, source)) return new int[0];
    Optional<int[]> voxels = findings.attempt(() -> read.voxels(source.inside()));
    sound &= voxels.isPresent();
    voxels.ifPresent(v -> tellOddities(read, source, v.length));
    return voxels.orElse(new int[0]);
  }

  private boolean lacks(RegionImage image, RegionSource source) {
    Optional<TreeSet<Integer>> labels = findings.attempt(image::labels);
    if (labels.isEmpty()) return false;
    int label = ((RegionSource.Label) source.inside()).number();
    if (labels.get().contains(label)) return false;
    findings.info(image.file(), "no voxel of label " + label + ", " + source.roi());
    return true;
  }

  private RegionImage image(Path file) {
    RegionImage image = RegionImage.read(file);
    if (first == null) first = image;
    image.grid().requireSame(first.grid(), file, first.file());
    findings.warnAll(file, image.warnings());
    return image;
  }

  private void tellOddities(RegionImage image, RegionSource source, int count) {
    if (count == image.values().length) {
      findings.warn(image.file(), "the mask is the whole volume", "");
    }
    if (!(source.inside() instanceof RegionSource.NotZero)) return;
    TreeSet<Integer> labels = image.labels();
    if (labels.size() > 1) {
      findings.warn(
          image.file(),
          "the values "
              + Shown.first(labels, RegionImage.LABELS_SHOWN)
              + " all count as inside "
              + source.roi(),
          "if they are labels, name them in a table");
    }
  }

  private void settleOverlaps(Map<String, SortedSet<Integer>> regions) {
    Map<Integer, String> owner = new HashMap<>();
    Map<String, Integer> overlaps = new LinkedHashMap<>();
    regions.forEach(
        (roi, region) -> {
          for (int voxel : region) {
            String other = owner.putIfAbsent(voxel, roi);
            if (other != null) overlaps.merge(other + " and " + roi, 1, Integer::sum);
          }
        });
    if (overlaps.isEmpty()) return;
    List<String> counts = new ArrayList<>();
    overlaps.forEach((pair, count) -> counts.add(pair + " share " + count + " voxels"));
    String found = String.join(", ", counts);
    if (selection.overlap() == Overlap.STOP) {
      throw new BadInputException(
          masks,
          "regions that do not overlap",
          found,
          "merge them (rois=[V1=V1d+V1v]) or give shared voxels to the region named first"
              + " (rois=[V1, V2; overlap=first])");
    }
    findings.warn(masks, found + "; the region named first has them", "");
    regions.forEach((roi, region) -> region.removeIf(voxel -> !owner.get(voxel).equals(roi)));
    regions.forEach(
        (roi, region) -> {
          if (region.isEmpty()) throw emptied(roi);
        });
  }

  private BadInputException emptied(String roi) {
    return new BadInputException(
        masks,
        "voxels of its own in each region",
        "none left in " + roi + ", for regions named before it have them all",
        "leave it out of rois, or name it first");
  }
}
