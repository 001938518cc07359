// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

/** A projection that is one sparse matrix a region, the same for every lag. */
public interface SparseProjection extends VoxelProjection {

  /**
   * The matrix of a region: row {@code y * widthPx + x}, column voxel (all voxels of a response;
   * those of other regions have no entries). {@link #project} computes its product with a response.
   *
   * @param roi index into the layout's regions
   */
  SparseMatrix operator(int roi);
}
