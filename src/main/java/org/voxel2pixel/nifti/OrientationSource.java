// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

/** Where a file's affine comes from. */
public enum OrientationSource {
  /** The srow rows, sform_code &gt; 0; it goes before the qform. */
  SFORM,
  /** The quaternion, qform_code &gt; 0. */
  QFORM,
  /**
   * Voxel sizes only: the file does not tell left from right, nor where it lies. That two such
   * grids are the same proves no more than that their shapes are.
   */
  NONE
}
