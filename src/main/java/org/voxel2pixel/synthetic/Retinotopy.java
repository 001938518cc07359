// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import org.voxel2pixel.nifti.NiftiGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * Lays the visual field out on an area as cortex does, coarsely: each hemisphere sees the other
 * half of the screen, the back of the area sees the centre, its lower part the upper field. So
 * neighbouring voxels have neighbouring fields.
 */
final class Retinotopy {
  private final NiftiGrid grid;
  private final CorticalMagnification magnification;
  private final RandomGenerator random;

  Retinotopy(NiftiGrid grid, double screenWidthDeg, RandomGenerator random) {
    this.grid = grid;
    this.magnification = new CorticalMagnification(screenWidthDeg);
    this.random = random;
  }

  /**
   * Draws a field for each voxel of an area in one hemisphere.
   *
   * @param voxels flat indices {@code (k * ny + j) * nx + i}
   * @param side the half of the screen that this hemisphere sees: 1 right, -1 left
   * @return {@code fields[n]} of {@code voxels[n]}
   */
  ReceptiveField[] fields(VisualArea area, int[] voxels, int side) {
    int count = voxels.length;
    ReceptiveField[] drawn = new ReceptiveField[count];
    for (int n = 0; n < count; n++) {
      double[] centre = magnification.drawRightHalf(random);
      drawn[n] = area.fieldAt(side * centre[0], centre[1]);
    }
    Arrays.sort(drawn, Comparator.comparingDouble(ReceptiveField::eccentricityDeg));
    Integer[] order = new Integer[count];
    Arrays.setAll(order, n -> n);
    Arrays.sort(order, Comparator.comparingInt(n -> j(voxels[n])));
    int bandLength = (int) Math.ceil(Math.sqrt(count));
    for (int begin = 0; begin < count; begin += bandLength) {
      int end = Math.min(count, begin + bandLength);
      Arrays.sort(order, begin, end, Comparator.comparingInt(n -> k(voxels[n])));
      Comparator<ReceptiveField> upperFirst =
          Comparator.comparingDouble(ReceptiveField::yDeg).reversed();
      Arrays.sort(drawn, begin, end, upperFirst);
    }
    ReceptiveField[] fields = new ReceptiveField[count];
    for (int n = 0; n < count; n++) fields[order[n]] = drawn[n];
    return fields;
  }

  private int j(int voxel) {
    return voxel / grid.nx() % grid.ny();
  }

  private int k(int voxel) {
    return voxel / grid.nx() / grid.ny();
  }
}
