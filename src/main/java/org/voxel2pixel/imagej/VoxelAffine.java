// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import java.util.Arrays;

/**
 * From voxel indices (i, j, k) to mm in the scanner's or a template's space: x to the right, y to
 * the front, z up. Three rows of four, {@code [row * 4 + column]}, of rank 3.
 */
public record VoxelAffine(double[] values) {
  private static final int VALUES = 12;

  /**
   * @throws IllegalArgumentException if these are not 12 finite numbers of rank 3
   */
  public VoxelAffine {
    values = values.clone();
    if (!isAffine(values)) {
      throw new IllegalArgumentException(
          "an affine has 12 finite values of rank 3, was " + Arrays.toString(values));
    }
  }

  /** Whether these are 12 finite numbers of rank 3. */
  static boolean isAffine(double[] values) {
    if (values.length != VALUES) return false;
    for (double value : values) if (!Double.isFinite(value)) return false;
    double sides = side(values, 0) * side(values, 1) * side(values, 2);
    return Math.abs(determinant(values)) > 1e-9 * sides;
  }

  /** Voxels of these sides along x, y and z, the origin at voxel (x, y, z). */
  static VoxelAffine diagonal(double[] sidesMm, double[] originVoxel) {
    double[] values = new double[VALUES];
    for (int axis = 0; axis < 3; axis++) {
      values[axis * 5] = sidesMm[axis];
      values[axis * 4 + 3] = -sidesMm[axis] * originVoxel[axis];
    }
    return new VoxelAffine(values);
  }

  /** A copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** Lengths of a voxel's sides along i, j, k. */
  public double[] sidesMm() {
    return new double[] {side(values, 0), side(values, 1), side(values, 2)};
  }

  /** The voxel (i, j, k), in fractions, that lies at 0, 0, 0 mm: Cramer's rule. */
  public double[] originVoxel() {
    double[] voxel = new double[3];
    double det = determinant(values);
    for (int column = 0; column < 3; column++) {
      double[] replaced = values.clone();
      for (int row = 0; row < 3; row++) replaced[row * 4 + column] = -values[row * 4 + 3];
      voxel[column] = determinant(replaced) / det;
    }
    return voxel;
  }

  /** Degrees by which the axis that lies worst is off the axis of space nearest to it. */
  public double obliquenessDeg() {
    double greatest = 0;
    for (int column = 0; column < 3; column++) {
      double nearest = 0;
      for (int row = 0; row < 3; row++) {
        nearest = Math.max(nearest, Math.abs(values[row * 4 + column]));
      }
      double cosine = Math.min(1, nearest / side(values, column));
      greatest = Math.max(greatest, Math.toDegrees(Math.acos(cosine)));
    }
    return greatest;
  }

  private static double side(double[] a, int column) {
    return Math.sqrt(
        a[column] * a[column] + a[column + 4] * a[column + 4] + a[column + 8] * a[column + 8]);
  }

  private static double determinant(double[] a) {
    return a[0] * (a[5] * a[10] - a[6] * a[9])
        - a[1] * (a[4] * a[10] - a[6] * a[8])
        + a[2] * (a[4] * a[9] - a[5] * a[8]);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof VoxelAffine other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** The 12 numbers, row by row, blanks between. */
  @Override
  public String toString() {
    return String.join(" ", Arrays.stream(values).mapToObj(Double::toString).toList());
  }
}
