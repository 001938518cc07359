// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/** Which sign of the correlation between a field's drive and a voxel makes a field. */
public enum Polarity {
  /** More stimulus, more response; a voxel with negative correlations only has no field. */
  POSITIVE,
  /** Either sign: also fields of suppressed voxels. */
  EITHER;

  /** What is to be as large as possible, for a correlation {@code r}. */
  double score(double r) {
    return this == EITHER ? Math.abs(r) : r;
  }
}
