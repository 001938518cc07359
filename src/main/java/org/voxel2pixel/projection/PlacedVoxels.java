// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * The voxels that a projection uses, by region: those with a field whose centre lies on the screen.
 * All projections choose them alike, so that their images can be compared. Immutable.
 */
final class PlacedVoxels {
  /** Share of centres off the screen above which units, sign or screen size must be wrong. */
  private static final double MAX_OFF_SCREEN = 0.2;

  private final VoxelFields all;
  private final int[][] voxels; // [roi][], ascending
  private final int offScreenCount;
  private final int tooWideCount;

  private PlacedVoxels(VoxelFields all, int[][] voxels, int offScreenCount, int tooWideCount) {
    this.all = all;
    this.voxels = voxels;
    this.offScreenCount = offScreenCount;
    this.tooWideCount = tooWideCount;
  }

  /**
   * @throws BadInputException if a region has no voxel with a field, if more than 20 % of the
   *     centres lie off the screen, or if of a region none lies on it
   */
  static PlacedVoxels of(VoxelFields all) {
    List<Optional<ReceptiveField>> fields = all.fields();
    int[][] withField = byRegion(all, voxel -> fields.get(voxel).isPresent());
    int[][] onScreen =
        byRegion(
            all,
            voxel ->
                fields.get(voxel).isPresent()
                    && all.grid().pixelOf(fields.get(voxel).get()) != PixelGrid.OFF_SCREEN);
    int offScreenCount = count(withField) - count(onScreen);
    requireOnScreen(all.grid(), offScreenCount, count(withField));
    requireEachRegion(all, onScreen, "a receptive field on the screen");
    return new PlacedVoxels(all, onScreen, offScreenCount, 0);
  }

  /**
   * Only the voxels whose sigma is at most the larger side of the screen: a wider field is flat
   * there and tells no place.
   *
   * @throws BadInputException if a region has none left
   */
  PlacedVoxels withoutWideFields() {
    double maxSigmaDeg = maxSigmaDeg();
    int[][] kept = new int[voxels.length][];
    for (int roi = 0; roi < voxels.length; roi++) {
      IntPredicate narrow = voxel -> field(voxel).sigmaDeg() <= maxSigmaDeg;
      kept[roi] = Arrays.stream(voxels[roi]).filter(narrow).toArray();
    }
    String wanted = "a receptive field of sigma up to " + maxSigmaDeg + " degrees, the screen";
    requireEachRegion(all, kept, wanted);
    return new PlacedVoxels(all, kept, offScreenCount, count(voxels) - count(kept));
  }

  /** Larger side of the screen, degrees. */
  double maxSigmaDeg() {
    return Math.max(grid().widthPx(), grid().heightPx()) * grid().degPerPx();
  }

  private static int[][] byRegion(VoxelFields all, IntPredicate chosen) {
    int[][] voxels = new int[all.rois().size()][];
    for (int roi = 0; roi < voxels.length; roi++) {
      String name = all.rois().get(roi);
      voxels[roi] =
          IntStream.range(0, all.voxelCount())
              .filter(voxel -> all.roiOfVoxel().get(voxel).equals(name) && chosen.test(voxel))
              .toArray();
    }
    return voxels;
  }

  private static void requireOnScreen(PixelGrid grid, int offScreenCount, int total) {
    if (offScreenCount <= MAX_OFF_SCREEN * total) return;
    throw new BadInputException(
        "receptive fields",
        "centres on the screen, " + grid.widthDeg() + " degrees wide",
        offScreenCount + " of " + total + " centres off the screen",
        "check that x and y are degrees from fixation, y upward, and the width of the screen");
  }

  private static void requireEachRegion(VoxelFields all, int[][] voxels, String wanted) {
    for (int roi = 0; roi < voxels.length; roi++) {
      if (voxels[roi].length > 0) continue;
      String name = all.rois().get(roi);
      long voxelCount = all.roiOfVoxel().stream().filter(name::equals).count();
      throw new BadInputException(
          "region " + name,
          "voxels with " + wanted,
          voxelCount == 0 ? "no voxel of that region" : "none among its " + voxelCount + " voxels",
          voxelCount == 0
              ? "choose among " + all.roiOfVoxel().stream().distinct().sorted().toList()
              : "lower the minimum r2 or leave the region out");
    }
  }

  private static int count(int[][] voxels) {
    return Arrays.stream(voxels).mapToInt(v -> v.length).sum();
  }

  PixelGrid grid() {
    return all.grid();
  }

  VoxelFields all() {
    return all;
  }

  int regionCount() {
    return voxels.length;
  }

  /** Voxels of a region in use, ascending; not to be written to. */
  int[] voxelsOf(int roi) {
    return voxels[roi];
  }

  ReceptiveField field(int voxel) {
    return all.fields().get(voxel).orElseThrow();
  }

  /** All voxels in use, region by region. */
  int[] usedVoxels() {
    return Arrays.stream(voxels).flatMapToInt(Arrays::stream).toArray();
  }

  int usedVoxelCount() {
    return count(voxels);
  }

  int offScreenCount() {
    return offScreenCount;
  }

  /** Voxels left out by {@link #withoutWideFields}. */
  int tooWideCount() {
    return tooWideCount;
  }
}
