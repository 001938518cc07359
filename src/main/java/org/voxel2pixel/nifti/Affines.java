// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

/** Arithmetic of affines, {@code [row * 4 + column]}, 3 rows. */
final class Affines {
  private Affines() {}

  static double[] apply(double[] affine, double i, double j, double k) {
    double[] position = new double[3];
    for (int row = 0; row < 3; row++) {
      int at = row * 4;
      position[row] = affine[at] * i + affine[at + 1] * j + affine[at + 2] * k + affine[at + 3];
    }
    return position;
  }

  static double[] columnLengths(double[] affine) {
    double[] lengths = new double[3];
    for (int column = 0; column < 3; column++) {
      double sum = 0;
      for (int row = 0; row < 3; row++) sum += square(affine[row * 4 + column]);
      lengths[column] = Math.sqrt(sum);
    }
    return lengths;
  }

  /**
   * Whether all is finite and every direction has an extent: |det| above 1e-9 of the sides'
   * product.
   */
  static boolean isProper(double[] affine) {
    for (double value : affine) {
      if (!Double.isFinite(value)) return false;
    }
    double[] lengths = columnLengths(affine);
    double sides = lengths[0] * lengths[1] * lengths[2];
    return Math.abs(determinant(affine)) > 1e-9 * sides; // false too where they overflow
  }

  static double determinant(double[] a) {
    return a[0] * (a[5] * a[10] - a[6] * a[9])
        - a[1] * (a[4] * a[10] - a[6] * a[8])
        + a[2] * (a[4] * a[9] - a[5] * a[8]);
  }

  /**
   * One letter a column: the direction, of those that no earlier column took, of its greatest
   * component. Columns choose in the order of how clear their choice is.
   */
  static String axisCodes(double[] affine) {
    double[] lengths = columnLengths(affine);
    char[] codes = new char[3];
    boolean[] rowTaken = new boolean[3];
    for (int turn = 0; turn < 3; turn++) {
      int bestRow = -1;
      int bestColumn = -1;
      double best = -1;
      for (int column = 0; column < 3; column++) {
        for (int row = 0; row < 3; row++) {
          double share = Math.abs(affine[row * 4 + column]) / lengths[column];
          if (codes[column] == 0 && !rowTaken[row] && share > best) {
            best = share;
            bestRow = row;
            bestColumn = column;
          }
        }
      }
      rowTaken[bestRow] = true;
      boolean positive = affine[bestRow * 4 + bestColumn] >= 0;
      codes[bestColumn] = (positive ? "RAS" : "LPI").charAt(bestRow);
    }
    return new String(codes);
  }

  /** Greatest distance along one axis, in mm, between where two affines put a volume's corners. */
  static double greatestOffsetMm(double[] a, double[] b, int nx, int ny, int nz) {
    double greatest = 0;
    for (int corner = 0; corner < 8; corner++) {
      double[] offset = cornerOffsetMm(a, b, corner, nx, ny, nz);
      for (double mm : offset) greatest = Math.max(greatest, Math.abs(mm));
    }
    return greatest;
  }

  /** Position by {@code a} minus position by {@code b}; bits 0, 1, 2 of corner: far in i, j, k. */
  static double[] cornerOffsetMm(double[] a, double[] b, int corner, int nx, int ny, int nz) {
    int i = (corner & 1) * (nx - 1);
    int j = (corner >> 1 & 1) * (ny - 1);
    int k = (corner >> 2) * (nz - 1);
    double[] here = apply(a, i, j, k);
    double[] there = apply(b, i, j, k);
    return new double[] {here[0] - there[0], here[1] - there[1], here[2] - there[2]};
  }

  private static double square(double x) {
    return x * x;
  }
}
