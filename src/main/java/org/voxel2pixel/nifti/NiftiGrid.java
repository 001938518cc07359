// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * Shape of a volume and where its voxels lie: with {@code A = affine}, voxel {@code (i, j, k)} has
 * its centre at {@code A · (i, j, k, 1)}, in mm, x to the right, y to the front, z up (RAS).
 *
 * @param nx voxels along i
 * @param ny voxels along j
 * @param nz voxels along k
 * @param affine 3 rows of 4, {@code [row * 4 + column]}, of rank 3
 */
public record NiftiGrid(int nx, int ny, int nz, double[] affine) {
  /** Two grids are the same if no corner lies further apart, in voxels of the smaller side. */
  private static final double SAME_WITHIN_VOXELS = 0.05;

  private static final String AXES = "xyz";

  public NiftiGrid {
    if (nx < 1 || ny < 1 || nz < 1) {
      throw new IllegalArgumentException(
          "a grid needs at least 1 x 1 x 1 voxels, was " + nx + " x " + ny + " x " + nz);
    }
    Math.multiplyExact(Math.multiplyExact(nx, ny), nz);
    affine = affine.clone();
    if (affine.length != 12) {
      throw new IllegalArgumentException("affine must have 12 values, was " + affine.length);
    }
    if (!Affines.isProper(affine)) {
      throw new IllegalArgumentException(
          "affine must be finite and of rank 3, was " + Arrays.toString(affine));
    }
  }

  /** A copy. */
  @Override
  public double[] affine() {
    return affine.clone();
  }

  public int voxelCount() {
    return nx * ny * nz;
  }

  /** Where voxel {@code (i, j, k)} is in a flat volume: {@code (k * ny + j) * nx + i}. */
  public int indexOf(int i, int j, int k) {
    if (i < 0 || i >= nx || j < 0 || j >= ny || k < 0 || k >= nz) {
      throw new IllegalArgumentException(
          "voxel (" + i + ", " + j + ", " + k + ") is outside " + shapeText());
    }
    return (k * ny + j) * nx + i;
  }

  /** Lengths of a voxel's sides along i, j, k: the norms of the affine's first three columns. */
  public double[] voxelSizeMm() {
    return Affines.columnLengths(affine);
  }

  /** Centre of voxel {@code (i, j, k)}: x, y, z in mm, RAS. */
  public double[] positionMm(double i, double j, double k) {
    return Affines.apply(affine, i, j, k);
  }

  /** Where i, j and k run to, such as {@code "LAS"}: each axis by its greatest component. */
  public String axisCodes() {
    return Affines.axisCodes(affine);
  }

  /**
   * Refuses a grid on which a voxel of the same index lies elsewhere: another shape, or a corner
   * more than 5 % of a voxel away (float32 headers and quaternions differ by less).
   *
   * @param mine the file with this grid
   * @param theirs the file with the other
   * @throws BadInputException that names both files and the shapes, the axes, or the offset in mm
   */
  public void requireSame(NiftiGrid other, Path mine, Path theirs) {
    if (nx != other.nx || ny != other.ny || nz != other.nz) {
      throw differs(mine, theirs, "of " + other.shapeText() + " voxels", shapeText() + " voxels");
    }
    if (!axisCodes().equals(other.axisCodes())) {
      throw differs(
          mine,
          theirs,
          "with axes " + other.axisCodes(),
          "axes " + axisCodes() + ": the same index is another voxel");
    }
    double[] offset = greatestOffset(other);
    double smallestSideMm = Arrays.stream(voxelSizeMm()).min().orElseThrow();
    int axis = greatestAxis(offset);
    if (Math.abs(offset[axis]) > SAME_WITHIN_VOXELS * smallestSideMm) {
      double mm = Math.abs(offset[axis]);
      String found = String.format(Locale.ROOT, mm < 0.1 ? "%.3f mm in " : "%.1f mm in ", mm);
      throw differs(mine, theirs, "", "that it is off by " + found + AXES.charAt(axis));
    }
  }

  private static BadInputException differs(Path mine, Path theirs, String shape, String found) {
    return new BadInputException(
        mine,
        ("the grid of " + theirs + " " + shape).strip(),
        found,
        "resample one of them to the other's grid");
  }

  /** The offset, in mm along x, y, z, at the corner where it is greatest. */
  private double[] greatestOffset(NiftiGrid other) {
    double[] greatest = new double[3];
    for (int corner = 0; corner < 8; corner++) {
      double[] offset = Affines.cornerOffsetMm(affine, other.affine, corner, nx, ny, nz);
      if (Math.abs(offset[greatestAxis(offset)]) > Math.abs(greatest[greatestAxis(greatest)])) {
        greatest = offset;
      }
    }
    return greatest;
  }

  private static int greatestAxis(double[] offset) {
    int axis = 0;
    for (int n = 1; n < 3; n++) {
      if (Math.abs(offset[n]) > Math.abs(offset[axis])) axis = n;
    }
    return axis;
  }

  private String shapeText() {
    return nx + " x " + ny + " x " + nz;
  }

  /** Equal shapes and bitwise equal affines; {@link #requireSame} allows for rounding. */
  @Override
  public boolean equals(Object object) {
    return object instanceof NiftiGrid other
        && nx == other.nx
        && ny == other.ny
        && nz == other.nz
        && Arrays.equals(affine, other.affine);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * nx + ny) + nz) + Arrays.hashCode(affine);
  }

  @Override
  public String toString() {
    return shapeText() + " voxels, affine " + Arrays.toString(affine);
  }
}
