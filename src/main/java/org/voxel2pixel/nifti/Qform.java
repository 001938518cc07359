// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

/**
 * An affine that rotates, scales and perhaps mirrors, as the header states it: {@code R · diag(x,
 * y, qfac · z)} and an offset. Source: nifti1.h, method 2.
 *
 * @param qfac 1, or -1 where the axes are left-handed
 * @param sidesMm of a voxel, x, y, z
 * @param offsetMm centre of the first voxel
 */
record Qform(Quaternion quaternion, double qfac, double[] sidesMm, double[] offsetMm) {

  /**
   * The nearest that float32 fields can state to an affine; see {@link #affine} for how near. Of a
   * sheared affine it is another one.
   */
  static Qform near(double[] affine) {
    double[] sides = Affines.columnLengths(affine);
    double qfac = Affines.determinant(affine) < 0 ? -1 : 1;
    double[] r = new double[9];
    for (int row = 0; row < 3; row++) {
      r[3 * row] = affine[4 * row] / sides[0];
      r[3 * row + 1] = affine[4 * row + 1] / sides[1];
      r[3 * row + 2] = qfac * affine[4 * row + 2] / sides[2];
    }
    Quaternion exact = Quaternion.ofRotation(r);
    Quaternion stored = new Quaternion((float) exact.b(), (float) exact.c(), (float) exact.d());
    double[] offset = {(float) affine[3], (float) affine[7], (float) affine[11]};
    for (int n = 0; n < 3; n++) sides[n] = (float) sides[n];
    return new Qform(stored, qfac, sides, offset);
  }

  /** {@code [row * 4 + column]}. */
  double[] affine() {
    double[] r = quaternion.rotation();
    double[] affine = new double[12];
    for (int row = 0; row < 3; row++) {
      affine[4 * row] = r[3 * row] * sidesMm[0];
      affine[4 * row + 1] = r[3 * row + 1] * sidesMm[1];
      affine[4 * row + 2] = r[3 * row + 2] * (qfac * sidesMm[2]);
      affine[4 * row + 3] = offsetMm[row];
    }
    return affine;
  }
}
