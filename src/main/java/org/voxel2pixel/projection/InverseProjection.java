// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * The image that best explains the responses, one group of channels a region: a linear map as in Le
 * et al. 2022 (Brain2Pix), equation 3, here the regularised pseudo-inverse of a linear model of the
 * fields. With F {@code [voxel][pixel]}, each row a Gaussian cut at {@code cutSigmas} that sums up
 * to 1 over the screen,
 *
 * <pre>
 *   z = F s + noise
 *   s = argmin |z - F s|^2 + lambda |s|^2
 *     = F' (F F' + lambda I)^-1 z = (F' F + lambda I)^-1 F' z
 *   lambda = relativeLambda * trace(F F') / number of voxels
 * </pre>
 *
 * so that lambda is relative to the mean eigenvalue of {@code F F'}, whatever the sizes of fields.
 * Pixels that no field reaches are 0. A sigma below half a pixel counts as half a pixel; fields
 * wider than the screen are left out and counted in {@link #warnings}. Since responses are
 * z-scores, which hide how strongly a voxel follows its field, s is in arbitrary units of contrast.
 *
 * <p>The pseudo-inverse itself would be dense. Kept are F, sparse, and for each region a Cholesky
 * factor of the smaller of the two square matrices: {@code 4 n^2} bytes with n the smaller of its
 * voxels and of the pixels that its fields reach (2,000 voxels 16 MB, 9,216 pixels 340 MB), made
 * once. Conjugate gradients on F would need no factor, but for each image 60 (lambda 1) to 220
 * (lambda 0.1) products with F and F' to 6 digits, ten times or more what the factor's solution
 * costs: 95 ms an image of 5 lags at 10,000 voxels on 96 x 96 pixels. Immutable and thread-safe.
 */
public final class InverseProjection extends RegionProjection {
  private final InverseSettings settings;
  private final List<RegionInverse> regions;

  private InverseProjection(
      PlacedVoxels placed, int[] used, InverseSettings settings, Progress progress) {
    super(placed, used, FieldSizes.warnings(placed));
    this.settings = settings;
    List<RegionInverse> made = new ArrayList<>();
    for (int roi = 0; roi < placed.regionCount(); roi++) {
      SparseMatrix fields = new UnitFields(placed, roi, settings.cutSigmas()).matrix();
      made.add(
          new RegionInverse(fields, placed.voxelsOf(roi), settings.relativeLambda(), progress));
    }
    this.regions = List.copyOf(made);
  }

  /**
   * What {@link #of} will cost.
   *
   * @throws BadInputException as {@link #of}, but for memory
   */
  public static ProjectionEstimate estimate(VoxelFields fields, InverseSettings settings) {
    return InverseCost.of(PlacedVoxels.of(fields).withoutWideFields(), settings.cutSigmas());
  }

  /**
   * Inverts the fields of all regions. Takes about a second for 3 regions of 2,000 voxels, ten for
   * one of 10,000 (on one core of 2024).
   *
   * @throws BadInputException if a region has no voxel with a field, if more than 20 % of the
   *     centres lie off the screen, if of a region none lies on it, or if memory does not suffice
   * @throws org.voxel2pixel.CancelledException if the user asked to stop
   */
  public static InverseProjection of(
      VoxelFields fields, InverseSettings settings, Progress progress) {
    PlacedVoxels placed = PlacedVoxels.of(fields).withoutWideFields();
    InverseCost.of(placed, settings.cutSigmas())
        .requireMemory("inverse of the fields", ProjectionEstimate.availableBytes());
    return new InverseProjection(placed, placed.usedVoxels(), settings, progress);
  }

  @Override
  void paint(float[][] responses, int firstLag, float[] rfs, int at) {
    int lanes = LagProduct.lanes(responses.length);
    for (int roi = 0; roi < regions.size(); roi++) {
      double[] image = regions.get(roi).solve(responses, lanes);
      store(image, lanes, responses.length, rfs, at + layout().channel(roi, firstLag));
    }
  }

  /** Sum of the fields F over a region's voxels; its sum over the pixels is their number. */
  @Override
  public float[] coverage(int roi) {
    SparseMatrix fields = transposedFields(roi);
    float[] sums = new float[fields.rowCount()];
    for (int p = 0; p < sums.length; p++) {
      double sum = 0;
      for (int e = (int) fields.rowStart[p]; e < fields.rowStart[p + 1]; e++)
        sum += fields.value[e];
      sums[p] = (float) sum;
    }
    return sums;
  }

  /**
   * F' of a region: row {@code y * widthPx + x}, column voxel (all voxels of a response; those of
   * other regions have no entries).
   *
   * @param roi index into the layout's regions
   */
  public SparseMatrix transposedFields(int roi) {
    layout().channel(roi, 0); // refuses a region that does not exist
    return regions.get(roi).transposedFields();
  }

  /** Lambda of a region. */
  public double lambda(int roi) {
    layout().channel(roi, 0);
    return regions.get(roi).lambda();
  }

  public InverseSettings settings() {
    return settings;
  }

  @Override
  public long bytes() {
    return (long) Integer.BYTES * usedVoxelCount()
        + regions.stream().mapToLong(RegionInverse::bytes).sum();
  }

  @Override
  public String summary() {
    return describe(
        String.format(
            Locale.ROOT,
            "regularised inverse of Gaussian fields cut at %s sigma, lambda %s mean eigenvalues",
            settings.cutSigmas(),
            settings.relativeLambda()));
  }
}
