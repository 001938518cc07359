// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * The patch of the visual field that drives one voxel: an isotropic Gaussian around a centre.
 *
 * @param xDeg centre, degrees of visual angle right of fixation
 * @param yDeg centre, degrees of visual angle above fixation
 * @param sigmaDeg standard deviation, degrees of visual angle; greater than 0
 */
public record ReceptiveField(double xDeg, double yDeg, double sigmaDeg) {

  public ReceptiveField {
    if (!Double.isFinite(xDeg) || !Double.isFinite(yDeg)) {
      throw new IllegalArgumentException("centre must be finite, was (" + xDeg + ", " + yDeg + ")");
    }
    if (!(sigmaDeg > 0)) { // this way round, NaN fails too
      throw new IllegalArgumentException("sigmaDeg must be > 0, was " + sigmaDeg);
    }
  }

  /** Distance of the centre from fixation, degrees of visual angle. */
  public double eccentricityDeg() {
    return Math.hypot(xDeg, yDeg);
  }
}
