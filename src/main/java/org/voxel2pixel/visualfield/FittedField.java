// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * A field and how well it explains its voxel.
 *
 * @param field the voxel's patch of the visual field
 * @param r2 share of the variance explained, 0 to 1; on held-out samples where we estimated it
 */
public record FittedField(ReceptiveField field, double r2) {

  public FittedField {
    if (field == null) throw new IllegalArgumentException("field must not be null");
    if (!(r2 >= 0 && r2 <= 1)) { // this way round, NaN fails too
      throw new IllegalArgumentException("r2 must be in 0..1, was " + r2);
    }
  }
}
