// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.OptionalDouble;

/**
 * The model that fits a voxel best, see {@link PrfModel}.
 *
 * @param parameters its shape, in pixels
 * @param field the same in degrees; its sigma is the size {@code sigma / sqrt(exponent)}
 * @param gain in the data's units
 * @param baseline makes the mean prediction over all volumes the mean of the data
 * @param r2 share of the variance explained, 0 to 1: of the data that were fitted, drift taken off
 * @param heldOutR correlation of the data with predictions from the other folds, -1 to 1; absent
 *     where none was held out
 */
public record PrfEstimate(
    PrfParameters parameters,
    ReceptiveField field,
    double gain,
    double baseline,
    double r2,
    OptionalDouble heldOutR) {

  /** The field with {@code max(0, heldOutR)^2}, or with r2 where nothing was held out. */
  public FittedField fitted() {
    double quality = heldOutR.isPresent() ? Math.max(0, heldOutR.getAsDouble()) : Math.sqrt(r2);
    FitDetail detail =
        new FitDetail(
            OptionalDouble.of(gain),
            OptionalDouble.of(parameters.exponent()),
            OptionalDouble.of(Math.min(1, Math.max(0, r2))),
            heldOutR);
    return new FittedField(field, Math.min(1, quality * quality), detail);
  }
}
