// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * A field and how well it explains its voxel.
 *
 * @param field the voxel's patch of the visual field
 * @param r2 share of the variance explained, 0 to 1; on held-out samples where we estimated it
 * @param detail what else is known of the fit
 */
public record FittedField(ReceptiveField field, double r2, FitDetail detail) {

  /** Of a fit of which nothing more is known. */
  public FittedField(ReceptiveField field, double r2) {
    this(field, r2, FitDetail.NONE);
  }

  public FittedField {
    if (field == null || detail == null) {
      throw new IllegalArgumentException("field and detail must not be null");
    }
    if (!(r2 >= 0 && r2 <= 1)) { // this way round, NaN fails too
      throw new IllegalArgumentException("r2 must be in 0..1, was " + r2);
    }
  }

  /** The same fit of another field, such as one that was moved. */
  public FittedField withField(ReceptiveField other) {
    return new FittedField(other, r2, detail);
  }
}
