// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.NaturalOrder;

/** The columns of a BData file that a study uses: their regions and places. */
final class BDataVoxels {
  private static final String REGION = "ROI_";
  private static final String ELSEWHERE = "other";
  private static final List<String> PLACE = List.of("voxel_i", "voxel_j", "voxel_k");
  private static final List<String> POSITION = List.of("voxel_x", "voxel_y", "voxel_z");
  private static final double SAME_MM = 1e-3;

  private final BDataFile file;
  private final int[] columns;
  private final Map<String, double[]> places = new LinkedHashMap<>();

  private BDataVoxels(BDataFile file, int[] columns) {
    this.file = file;
    this.columns = columns;
    for (String key : PLACE) readPlace(key);
    for (String key : POSITION) readPlace(key);
  }

  /**
   * @throws BadInputException if the expression selects no voxel, or columns that are none
   */
  static BDataVoxels select(BDataFile file, RoiExpression expression) {
    return new BDataVoxels(file, file.selectVoxels(expression));
  }

  private void readPlace(String key) {
    if (!file.keys().contains(key)) return;
    double[] values = file.metadata(key);
    places.put(key, Arrays.stream(columns).mapToDouble(c -> values[c]).toArray());
  }

  /** Columns of the file, ascending. */
  int[] columns() {
    return columns;
  }

  /**
   * Refuses a file whose voxels are not those of another, one by one.
   *
   * @param warnings takes a line if neither file tells where its voxels are
   */
  void requireSame(BDataVoxels other, List<String> warnings) {
    if (columns.length != other.columns.length) {
      throw new BadInputException(
          other.file.name(),
          columns.length + " voxels, those of " + file.name(),
          other.columns.length + " voxels",
          "give files of the same subject and the same selection");
    }
    boolean compared = false;
    for (String key : places.keySet()) {
      if (!other.places.containsKey(key)) continue;
      compared = true;
      double[] a = places.get(key);
      double[] b = other.places.get(key);
      for (int v = 0; v < a.length; v++) {
        if (Math.abs(a[v] - b[v]) <= SAME_MM || Double.isNaN(a[v]) && Double.isNaN(b[v])) continue;
        throw new BadInputException(
            other.file.name(),
            "the voxels of " + file.name() + " in the same order",
            key + " " + b[v] + " where that has " + a[v] + ", voxel " + v,
            "give files of the same subject");
      }
    }
    if (!compared) {
      warnings.add(
          "the files tell no common coordinates of voxels; their order is taken to be the same");
    }
  }

  /**
   * The voxels with their regions: the first of the wished ones that has it, else the first that
   * the expression asks for.
   *
   * @param wished names with or without {@code ROI_}
   * @param warnings takes lines on voxels in several or in none of them
   * @throws BadInputException if a wished region does not exist
   */
  List<Voxel> voxels(List<String> wished, RoiExpression expression, List<String> warnings) {
    List<String> mentioned =
        expression.keys(file).stream().filter(key -> key.startsWith(REGION)).toList();
    List<String> first = wished.isEmpty() ? mentioned : wished.stream().map(this::key).toList();
    String[] regionOf = new String[columns.length];
    int several = assign(first, regionOf);
    if (several > 0) {
      warnings.add(several + " voxels are in several of " + first + "; each is given to the first");
    }
    long rest = Arrays.stream(regionOf).filter(region -> region == null).count();
    if (rest > 0 && !wished.isEmpty()) {
      warnings.add(rest + " voxels are in none of " + first);
      assign(mentioned, regionOf);
    }
    String fallback = first.isEmpty() ? MatrixSource.ONE_REGION : ELSEWHERE;
    List<Voxel> voxels = new ArrayList<>();
    boolean placed = placesAreIndices();
    if (!placed && places.containsKey(PLACE.get(0))) {
      warnings.add("voxel_i, voxel_j, voxel_k are no indices from 0; they are left out");
    }
    for (int v = 0; v < columns.length; v++) {
      voxels.add(
          new Voxel(
              v,
              place(placed, 0, v),
              place(placed, 1, v),
              place(placed, 2, v),
              regionOf[v] == null ? fallback : regionOf[v],
              Optional.empty()));
    }
    return voxels;
  }

  private String key(String wished) {
    for (String key : List.of(REGION + wished, wished)) {
      if (file.keys().contains(key)) return key;
    }
    throw new BadInputException(
        file.name(),
        "a region " + REGION + wished,
        "the regions " + file.keys().stream().filter(key -> key.startsWith(REGION)).toList(),
        "name some of these");
  }

  /** Fills what is still open, and returns how many voxels are in several. */
  private int assign(List<String> keys, String[] regionOf) {
    boolean[] open = new boolean[columns.length];
    int[] count = new int[columns.length];
    for (int v = 0; v < open.length; v++) open[v] = regionOf[v] == null;
    for (String key : keys) {
      double[] values = file.metadata(key);
      for (int v = 0; v < columns.length; v++) {
        if (!open[v] || values[columns[v]] != 1) continue;
        if (count[v]++ == 0) regionOf[v] = regionName(key);
      }
    }
    return (int) Arrays.stream(count).filter(n -> n > 1).count();
  }

  private static String regionName(String key) {
    boolean prefixed = key.startsWith(REGION) && key.length() > REGION.length();
    return prefixed ? key.substring(REGION.length()) : key;
  }

  private boolean placesAreIndices() {
    for (String key : PLACE) {
      if (!places.containsKey(key)) return false;
      for (double value : places.get(key)) {
        if (!(value >= 0) || value != Math.rint(value) || value > Short.MAX_VALUE) return false;
      }
    }
    return true;
  }

  private int place(boolean placed, int axis, int voxel) {
    return placed ? (int) places.get(PLACE.get(axis))[voxel] : Voxel.UNKNOWN;
  }

  /** Voxels in each region, for provenance. */
  static Map<String, Integer> countOfRegion(List<Voxel> voxels) {
    Map<String, Integer> counts = new TreeMap<>(NaturalOrder.INSTANCE);
    for (Voxel voxel : voxels) counts.merge(voxel.roi(), 1, Integer::sum);
    return counts;
  }
}
