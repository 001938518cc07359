// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

/**
 * The fields of a region's voxels, each a Gaussian that sums up to 1 over the pixels that it
 * reaches, as a sparse matrix of pixels by voxels (the transpose of F in {@link
 * InverseProjection}).
 */
final class UnitFields {
  private final PlacedVoxels placed;
  private final int[] voxels;
  private final double cutSigmas;

  UnitFields(PlacedVoxels placed, int roi, double cutSigmas) {
    this.placed = placed;
    this.voxels = placed.voxelsOf(roi);
    this.cutSigmas = cutSigmas;
  }

  private GaussianFootprint footprint(int voxel) {
    return new GaussianFootprint(placed.grid(), placed.field(voxel), cutSigmas);
  }

  /** Fields that reach each pixel, {@code [y * widthPx + x]}. */
  int[] countOfPixel() {
    int[] counts = new int[placed.grid().pixelCount()];
    for (int voxel : voxels) footprint(voxel).forEach((pixel, weight) -> counts[pixel]++);
    return counts;
  }

  /** Rows pixels {@code y * widthPx + x}, columns all voxels of a response. */
  SparseMatrix matrix() {
    SparseMatrix.Filling filling =
        new SparseMatrix.Filling(countOfPixel(), placed.all().voxelCount());
    double[] sum = new double[1];
    for (int voxel : voxels) {
      GaussianFootprint footprint = footprint(voxel);
      sum[0] = 0;
      footprint.forEach((pixel, weight) -> sum[0] += weight);
      footprint.forEach((pixel, weight) -> filling.add(pixel, voxel, weight / sum[0]));
    }
    return filling.matrix();
  }
}
