// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * Paints voxel responses all over their receptive fields, one group of channels a region. With
 * {@code G_v} the field of voxel v, 1 at its centre and cut where it has nearly vanished,
 *
 * <pre>
 *   G_v(p) = exp(-|p - centre_v|^2 / (2 sigma_v^2))   within cutSigmas * sigma_v, else 0
 *   W(p)   = sum over v of G_v(p)
 *   rfs(p) = sum over v of G_v(p) z_v / W(p)          {@link PixelWeighting#WEIGHTED_MEAN}
 *   rfs(p) = sum over v of G_v(p) z_v                 {@link PixelWeighting#WEIGHTED_SUM}
 * </pre>
 *
 * and 0 where {@code W(p) < minWeight} or no field reaches. Distances are in degrees, at the
 * pixels' centres; a sigma below half a pixel counts as half a pixel. Fields wider than the screen
 * are left out and counted in {@link #warnings}.
 *
 * <p>The operator is a sparse matrix a region; memory is 8 bytes for each pixel of each field.
 * Immutable and thread-safe.
 */
public final class GaussianProjection extends RegionProjection implements SparseProjection {
  private final GaussianSettings settings;
  private final SparseMatrix[] operators; // [roi], pixels x voxels
  private final float[][] weights; // [roi][pixel], W
  private final long bytes;

  private GaussianProjection(PlacedVoxels placed, int[] used, GaussianSettings settings) {
    super(placed, used, FieldSizes.warnings(placed));
    this.settings = settings;
    this.operators = new SparseMatrix[placed.regionCount()];
    this.weights = new float[placed.regionCount()][];
    long sum = (long) Integer.BYTES * used.length;
    for (int roi = 0; roi < operators.length; roi++) {
      GaussianWeights region = new GaussianWeights(placed, roi, settings);
      operators[roi] = region.operator();
      weights[roi] = region.totals();
      sum += operators[roi].bytes() + (long) Float.BYTES * weights[roi].length;
    }
    this.bytes = sum;
  }

  /**
   * What {@link #of} will cost.
   *
   * @throws BadInputException as {@link #of}, but for memory
   */
  public static ProjectionEstimate estimate(VoxelFields fields, GaussianSettings settings) {
    return estimate(PlacedVoxels.of(fields).withoutWideFields(), settings);
  }

  private static ProjectionEstimate estimate(PlacedVoxels placed, GaussianSettings settings) {
    long bytes = (long) Integer.BYTES * placed.usedVoxelCount();
    long entries = 0;
    for (int roi = 0; roi < placed.regionCount(); roi++) {
      long ofRegion = GaussianWeights.entryCount(placed, roi, settings.cutSigmas());
      ProjectionEstimate.requireEntries(placed.all().rois().get(roi), ofRegion);
      int pixels = placed.grid().pixelCount();
      bytes += SparseMatrix.bytes(pixels, ofRegion) + (long) Float.BYTES * pixels;
      entries += ofRegion;
    }
    return new ProjectionEstimate(bytes, bytes, entries * placed.all().lagCount(), 10 * entries);
  }

  /**
   * @throws BadInputException if a region has no voxel with a field, if more than 20 % of the
   *     centres lie off the screen, if of a region none lies on it, or if memory does not suffice
   */
  public static GaussianProjection of(VoxelFields fields, GaussianSettings settings) {
    PlacedVoxels placed = PlacedVoxels.of(fields).withoutWideFields();
    estimate(placed, settings)
        .requireMemory("projection by fields", ProjectionEstimate.availableBytes());
    return new GaussianProjection(placed, placed.usedVoxels(), settings);
  }

  @Override
  void paint(float[][] responses, int firstLag, float[] rfs, int at) {
    int lanes = LagProduct.lanes(responses.length);
    double[] z = sideBySide(responses, lanes);
    double[] image = new double[grid().pixelCount() * lanes];
    for (int roi = 0; roi < operators.length; roi++) {
      LagProduct.multiply(operators[roi], z, image, lanes);
      store(image, lanes, responses.length, rfs, at + layout().channel(roi, firstLag));
    }
  }

  /** The pixels' total weights W, in peaks of one field, also where they are below the least. */
  @Override
  public float[] coverage(int roi) {
    layout().channel(roi, 0); // refuses a region that does not exist
    return weights[roi].clone();
  }

  @Override
  public SparseMatrix operator(int roi) {
    layout().channel(roi, 0);
    return operators[roi];
  }

  public GaussianSettings settings() {
    return settings;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public String summary() {
    return describe(
        String.format(
            Locale.ROOT,
            "%s of the voxels by Gaussian fields, cut at %s sigma, pixels of weight %s or more",
            settings.weighting() == PixelWeighting.WEIGHTED_MEAN ? "mean" : "sum",
            settings.cutSigmas(),
            settings.minWeight()));
  }
}
