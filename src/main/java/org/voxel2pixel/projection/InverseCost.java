// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.Arrays;

/** Counts what an {@link InverseProjection} will cost, without building it. */
final class InverseCost {
  /** A multiplication in the factorisation's vector loops, relative to one in a sparse product. */
  private static final double VECTOR_SHARE = 0.25;

  /** Multiplications' worth of drawing one pixel of one field. */
  private static final long DRAWING = 10;

  private InverseCost() {}

  static ProjectionEstimate of(PlacedVoxels placed, double cutSigmas) {
    int pixelCount = placed.grid().pixelCount();
    int voxelCount = placed.all().voxelCount();
    long kept = (long) Integer.BYTES * placed.usedVoxelCount();
    long scratch = 0;
    long perLag = 0;
    double build = 0;
    for (int roi = 0; roi < placed.regionCount(); roi++) {
      int[] counts = new UnitFields(placed, roi, cutSigmas).countOfPixel();
      long voxels = placed.voxelsOf(roi).length;
      long pixels = Arrays.stream(counts).filter(count -> count > 0).count();
      long entries = Arrays.stream(counts).asLongStream().sum();
      ProjectionEstimate.requireEntries(placed.all().rois().get(roi), entries);
      long n = Math.min(voxels, pixels);
      kept += SparseMatrix.bytes(pixelCount, entries) + Cholesky.bytes(n);
      kept += Integer.BYTES * (voxels + pixels);
      scratch = Math.max(scratch, SparseMatrix.bytes(voxelCount, entries));
      perLag += entries + n * n;
      double products = entries / 2.0 * entries / Math.max(voxels, pixels); // of even overlap
      build += DRAWING * entries + products + VECTOR_SHARE * n * n * n / 6;
    }
    return new ProjectionEstimate(
        kept, kept + scratch, perLag * placed.all().lagCount(), (long) build);
  }
}
