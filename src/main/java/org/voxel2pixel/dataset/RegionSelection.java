// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.voxel2pixel.BadInputException;

/**
 * Which regions, in which order, merged how, as text: {@code V1=V1d+V1v, V2, V3}. A name alone is a
 * region of the masks; {@code NEW=A+B} is one region of several. After a semicolon, {@code
 * overlap=first} gives a voxel of two regions to the one that is named first; without it such a
 * voxel is an error. No names stand for all regions in natural order.
 *
 * @param regions in the order of the responses' columns; empty for all
 * @param overlap what becomes of a voxel that two of them share
 */
record RegionSelection(List<Region> regions, Overlap overlap) {
  private static final String WHAT = "rois";

  /**
   * A region to be.
   *
   * @param name of it
   * @param parts regions of the masks whose voxels it has
   */
  record Region(String name, List<String> parts) {
    Region {
      parts = List.copyOf(parts);
    }
  }

  /** What becomes of a voxel in two regions. */
  enum Overlap {
    /** It is an error. */
    STOP,
    /** The region that stands first has it. */
    FIRST
  }

  RegionSelection {
    regions = List.copyOf(regions);
  }

  /**
   * @throws BadInputException naming the part of the text that cannot be read
   */
  static RegionSelection parse(String text) {
    String[] halves = text.split(";", -1);
    if (halves.length > 2) throw refused(text, "one semicolon at most");
    Overlap overlap = Overlap.STOP;
    if (halves.length == 2) {
      if (!halves[1].replace(" ", "").equals("overlap=first")) {
        throw refused(halves[1].strip(), "overlap=first after the semicolon");
      }
      overlap = Overlap.FIRST;
    }
    return new RegionSelection(regions(halves[0]), overlap);
  }

  private static List<Region> regions(String text) {
    List<Region> regions = new ArrayList<>();
    if (text.isBlank()) return regions;
    Set<String> names = new HashSet<>();
    for (String entry : text.split(",", -1)) {
      Region region = region(entry.strip());
      if (!names.add(region.name())) throw refused(text.strip(), region.name() + " once");
      regions.add(region);
    }
    return regions;
  }

  private static Region region(String entry) {
    int equals = entry.indexOf('=');
    String name = equals < 0 ? entry : entry.substring(0, equals).strip();
    String merged = equals < 0 ? entry : entry.substring(equals + 1);
    List<String> parts = Arrays.stream(merged.split("\\+", -1)).map(String::strip).toList();
    boolean sound =
        !name.isEmpty() && parts.stream().noneMatch(p -> p.isEmpty() || p.contains("="));
    if (!sound || (equals < 0 && parts.size() > 1)) {
      throw refused(entry, "NAME or NEW=NAME+NAME between commas");
    }
    return new Region(name, parts);
  }

  private static BadInputException refused(String found, String expected) {
    return KeyValueText.refused(WHAT, found, expected, "write it like V1=V1d+V1v, V2, V3");
  }
}
