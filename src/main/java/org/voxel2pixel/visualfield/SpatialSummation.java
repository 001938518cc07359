// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/** How a voxel's response grows with what its field sees, see {@link PrfModel}. */
public enum SpatialSummation {
  /** In proportion, exponent 1 (Dumoulin &amp; Wandell 2008). */
  LINEAR,
  /**
   * As a power of it, with an exponent that is fitted: below 1 a field's parts add up to less than
   * their sum (compressive spatial summation, Kay et al. 2013).
   */
  COMPRESSIVE
}
