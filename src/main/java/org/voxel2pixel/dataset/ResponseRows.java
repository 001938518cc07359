// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;

/** Responses that can be read row by row, in any order, however many there are. */
interface ResponseRows {

  /** Voxels in a row. */
  int voxelCount();

  /**
   * Reads one row.
   *
   * @param row from 0
   * @param into {@code [voxel]}
   */
  void read(long row, float[] into) throws IOException;
}
