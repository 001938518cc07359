// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * Where the areas lie and what their voxels see: an ellipsoid of tissue in air, and in each
 * hemisphere V1 around the occipital pole, V2 around V1, V3 around V2 (shells of equal distance).
 *
 * <p>Area voxels are numbered V1's first, then V2's, then V3's, each in ascending flat index {@code
 * (k * ny + j) * nx + i}, as whoever reads the masks one after the other numbers them.
 */
final class SyntheticBrain {
  /** Mean of the BOLD images in tissue, in scanner units. */
  static final double MEAN_UNITS = 1000;

  private static final double TISSUE_SHARE_OF_AXIS = 0.48; // semi-axis of the ellipsoid

  private final NiftiGrid grid;
  private final Map<VisualArea, int[]> voxels = new EnumMap<>(VisualArea.class);
  private final int[] areaVoxels; // [voxel] -> flat index
  private final VisualArea[] areas; // [voxel]
  private final ReceptiveField[] fields; // [voxel]
  private final int[] tissue; // flat indices, ascending, areas included

  private SyntheticBrain(SyntheticPerson person) {
    SyntheticSettings.Brain size = person.brain();
    double mm = size.voxelSizeMm();
    this.grid = new NiftiGrid(size.nx(), size.ny(), size.nz(), centredAffine(size, mm));
    this.tissue = IntStream.range(0, grid.voxelCount()).filter(this::isTissue).toArray();
    RandomGenerator random = SeedStream.of(person.seed(), "receptive fields");
    Retinotopy retinotopy = new Retinotopy(grid, person.screen().widthDeg(), random);
    Map<Integer, ReceptiveField> fieldOfVoxel = new HashMap<>();
    int[] left = outwards(-1);
    int[] right = outwards(1);
    int leftUsed = 0;
    int rightUsed = 0;
    for (VisualArea area : VisualArea.values()) {
      int leftCount = size.voxelCount(area) / 2;
      int rightCount = size.voxelCount(area) - leftCount;
      int[] inLeft = shell(left, leftUsed, leftCount, area);
      int[] inRight = shell(right, rightUsed, rightCount, area);
      put(fieldOfVoxel, inLeft, retinotopy.fields(area, inLeft, 1));
      put(fieldOfVoxel, inRight, retinotopy.fields(area, inRight, -1));
      leftUsed += leftCount;
      rightUsed += rightCount;
      IntStream both = IntStream.concat(Arrays.stream(inLeft), Arrays.stream(inRight));
      voxels.put(area, both.sorted().toArray());
    }
    this.areaVoxels = voxels.values().stream().flatMapToInt(Arrays::stream).toArray();
    this.areas =
        voxels.entrySet().stream()
            .flatMap(e -> Arrays.stream(e.getValue()).mapToObj(v -> e.getKey()))
            .toArray(VisualArea[]::new);
    this.fields =
        Arrays.stream(areaVoxels).mapToObj(fieldOfVoxel::get).toArray(ReceptiveField[]::new);
  }

  /**
   * @throws BadInputException if the tissue has too few voxels for the areas
   */
  static SyntheticBrain of(SyntheticPerson person) {
    return new SyntheticBrain(person);
  }

  private static double[] centredAffine(SyntheticSettings.Brain size, double mm) {
    double x = -mm * (size.nx() - 1) / 2;
    double y = -mm * (size.ny() - 1) / 2;
    double z = -mm * (size.nz() - 1) / 2;
    return new double[] {mm, 0, 0, x, 0, mm, 0, y, 0, 0, mm, z};
  }

  private boolean isTissue(int voxel) {
    return Math.sqrt(
            square(fromCentre(i(voxel), grid.nx()) / TISSUE_SHARE_OF_AXIS)
                + square(fromCentre(j(voxel), grid.ny()) / TISSUE_SHARE_OF_AXIS)
                + square(fromCentre(k(voxel), grid.nz()) / TISSUE_SHARE_OF_AXIS))
        <= 1;
  }

  /** Tissue voxels of a hemisphere (-1 left, 1 right) in order of distance from its pole. */
  private int[] outwards(int hemisphere) {
    double poleI = (grid.nx() - 1) / 2.0 + hemisphere * 0.17 * grid.nx();
    double poleJ = 0.24 * grid.ny();
    double poleK = (grid.nz() - 1) / 2.0;
    Comparator<Integer> byDistance =
        Comparator.comparingDouble(
            v -> square(i(v) - poleI) + square(j(v) - poleJ) + square(k(v) - poleK));
    return Arrays.stream(tissue)
        .filter(v -> hemisphere * fromCentre(i(v), grid.nx()) > 0)
        .boxed()
        .sorted(byDistance) // a stable sort: equal distances stay in flat order
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private int[] shell(int[] outwards, int begin, int count, VisualArea area) {
    if (begin + count > outwards.length) {
      throw new BadInputException(
          "synthetic subject, volume of %d x %d x %d voxels"
              .formatted(grid.nx(), grid.ny(), grid.nz()),
          "room for " + (begin + count) + " voxels up to " + area + " in each hemisphere",
          outwards.length + " tissue voxels",
          "enlarge the volume or choose fewer voxels");
    }
    return Arrays.copyOfRange(outwards, begin, begin + count);
  }

  private static void put(
      Map<Integer, ReceptiveField> fieldOfVoxel, int[] voxels, ReceptiveField[] fields) {
    for (int n = 0; n < voxels.length; n++) fieldOfVoxel.put(voxels[n], fields[n]);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double fromCentre(int index, int count) {
    return (index - (count - 1) / 2.0) / count;
  }

  NiftiGrid grid() {
    return grid;
  }

  int i(int voxel) {
    return voxel % grid.nx();
  }

  int j(int voxel) {
    return voxel / grid.nx() % grid.ny();
  }

  int k(int voxel) {
    return voxel / grid.nx() / grid.ny();
  }

  /** Flat indices of an area's voxels, ascending. */
  int[] voxels(VisualArea area) {
    return voxels.get(area).clone();
  }

  int areaVoxelCount() {
    return areaVoxels.length;
  }

  /** Flat index of an area voxel. */
  int flatIndex(int areaVoxel) {
    return areaVoxels[areaVoxel];
  }

  VisualArea area(int areaVoxel) {
    return areas[areaVoxel];
  }

  ReceptiveField field(int areaVoxel) {
    return fields[areaVoxel];
  }

  /** Flat indices of all tissue, ascending, areas included. */
  int[] tissue() {
    return tissue.clone();
  }
}
