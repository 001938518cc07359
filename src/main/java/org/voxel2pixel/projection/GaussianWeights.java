// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.stream.IntStream;

/** The sparse matrix of {@link GaussianProjection} for one region, made in two passes. */
final class GaussianWeights {
  private final PlacedVoxels placed;
  private final int[] voxels;
  private final GaussianSettings settings;
  private final int[] entriesOfPixel;
  private final double[] totals;

  GaussianWeights(PlacedVoxels placed, int roi, GaussianSettings settings) {
    this.placed = placed;
    this.voxels = placed.voxelsOf(roi);
    this.settings = settings;
    this.entriesOfPixel = new int[placed.grid().pixelCount()];
    this.totals = new double[placed.grid().pixelCount()];
    for (int voxel : voxels) {
      footprint(voxel)
          .forEach(
              (pixel, weight) -> {
                entriesOfPixel[pixel]++;
                totals[pixel] += weight;
              });
    }
  }

  /** Pixels of all fields of a region, which is the most entries that its matrix can have. */
  static long entryCount(PlacedVoxels placed, int roi, double cutSigmas) {
    return IntStream.of(placed.voxelsOf(roi))
        .mapToLong(
            voxel ->
                new GaussianFootprint(placed.grid(), placed.field(voxel), cutSigmas).pixelCount())
        .sum();
  }

  private GaussianFootprint footprint(int voxel) {
    return new GaussianFootprint(placed.grid(), placed.field(voxel), settings.cutSigmas());
  }

  SparseMatrix operator() {
    int[] kept = new int[totals.length];
    for (int p = 0; p < kept.length; p++) kept[p] = shown(p) ? entriesOfPixel[p] : 0;
    SparseMatrix.Filling filling = new SparseMatrix.Filling(kept, placed.all().voxelCount());
    boolean mean = settings.weighting() == PixelWeighting.WEIGHTED_MEAN;
    for (int voxel : voxels) {
      footprint(voxel)
          .forEach(
              (pixel, weight) -> {
                if (!shown(pixel)) return;
                filling.add(pixel, voxel, mean ? weight / totals[pixel] : weight);
              });
    }
    return filling.matrix();
  }

  private boolean shown(int pixel) {
    return totals[pixel] >= settings.minWeight();
  }

  /** {@code W}, {@code [pixel]}. */
  float[] totals() {
    float[] rounded = new float[totals.length];
    for (int p = 0; p < rounded.length; p++) rounded[p] = (float) totals[p];
    return rounded;
  }
}
