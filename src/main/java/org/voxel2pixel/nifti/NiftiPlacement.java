// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.util.Optional;

/**
 * What a file says its affine relates to, and by which of its two ways of saying so: codes 0 not
 * stated, 1 the scanner, 2 another image, 3 Talairach, 4 MNI 152, 5 another template. Source:
 * nifti1.h, "3D image orientation and location in space".
 *
 * @param sformCode of the srow rows; 0 if they are not in use
 * @param qformCode of the quaternion; 0 if it is not in use
 * @param qform the grid by the quaternion, where both are in use and put the voxels elsewhere; a
 *     viewer may take either
 */
public record NiftiPlacement(int sformCode, int qformCode, Optional<NiftiGrid> qform) {
  /** The affine both ways, relative to another image. */
  public static final NiftiPlacement ALIGNED = new NiftiPlacement(2, 2, Optional.empty());

  public NiftiPlacement {
    if (sformCode < 0 || sformCode > Short.MAX_VALUE) {
      throw new IllegalArgumentException("sformCode must be in 0..32767, was " + sformCode);
    }
    if (qformCode < 0 || qformCode > Short.MAX_VALUE) {
      throw new IllegalArgumentException("qformCode must be in 0..32767, was " + qformCode);
    }
    if (qform.isPresent() && (sformCode == 0 || qformCode == 0)) {
      throw new IllegalArgumentException("a qform of its own needs both codes above 0");
    }
  }

  void requireShapeOf(NiftiGrid grid) {
    boolean fits =
        qform
            .map(q -> q.nx() == grid.nx() && q.ny() == grid.ny() && q.nz() == grid.nz())
            .orElse(true);
    if (!fits) throw new IllegalArgumentException("the qform has another shape than " + grid);
  }
}
