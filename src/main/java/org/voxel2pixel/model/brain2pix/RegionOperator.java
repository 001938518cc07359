// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.util.Arrays;
import org.voxel2pixel.nn.layer.SparsePattern;
import org.voxel2pixel.projection.SparseMatrix;

/**
 * A region's sparse matrix with its own voxels for columns: those of the response that have an
 * entry, in ascending order.
 *
 * @param voxels {@code [column]}, index into a response
 * @param pattern where the entries stand: row {@code y * widthPx + x}, column of {@code voxels}
 * @param values {@code [entry]}
 */
record RegionOperator(int[] voxels, SparsePattern pattern, float[] values) {

  /**
   * @param matrix with at least one entry
   */
  static RegionOperator of(SparseMatrix matrix) {
    int[] voxelOfEntry = matrix.columns();
    int[] voxels = Arrays.stream(voxelOfEntry).sorted().distinct().toArray();
    int[] columnOfVoxel = new int[matrix.columnCount()];
    for (int c = 0; c < voxels.length; c++) columnOfVoxel[voxels[c]] = c;
    int[] columns = Arrays.stream(voxelOfEntry).map(voxel -> columnOfVoxel[voxel]).toArray();
    SparsePattern pattern = SparsePattern.ofRows(matrix.rowStarts(), columns, voxels.length);
    return new RegionOperator(voxels, pattern, matrix.values());
  }
}
