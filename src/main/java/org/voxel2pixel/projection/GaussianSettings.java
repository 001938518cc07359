// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import org.voxel2pixel.BadInputException;

/**
 * How {@link GaussianProjection} paints fields.
 *
 * @param weighting mean or sum of the voxels on a pixel
 * @param cutSigmas distance from its centre beyond which a field is 0, in its sigmas, 1.5 to 6; at
 *     3 it has fallen to 1.1 % of its peak
 * @param minWeight pixels whose fields sum up to less stay 0, in peaks of one field, 0 or more
 */
public record GaussianSettings(PixelWeighting weighting, double cutSigmas, double minWeight) {

  /**
   * @throws BadInputException if a number is out of its range
   */
  public GaussianSettings {
    if (weighting == null) throw new IllegalArgumentException("weighting must not be null");
    GaussianFootprint.requireCut(cutSigmas);
    if (!(minWeight >= 0) || !Double.isFinite(minWeight)) { // this way round, NaN fails too
      throw new BadInputException(
          "least weight of a pixel", "0 or more", "" + minWeight, "give 0.1 for a tenth of a peak");
    }
  }

  /** The mean, fields cut at 3 sigma, pixels from a tenth of a peak. */
  public static GaussianSettings mean() {
    return new GaussianSettings(PixelWeighting.WEIGHTED_MEAN, 3, 0.1);
  }

  /** The sum, fields cut at 3 sigma, all pixels. */
  public static GaussianSettings sum() {
    return new GaussianSettings(PixelWeighting.WEIGHTED_SUM, 3, 0);
  }
}
