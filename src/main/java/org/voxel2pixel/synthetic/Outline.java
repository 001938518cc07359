// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/** The edge of a shape that fills about the unit circle, x to the right, y upward. */
@FunctionalInterface
interface Outline {

  /**
   * Distance from the edge, negative inside, right near the edge at least (so that the edge can be
   * drawn smoothly) and of the right sign everywhere.
   */
  double signedDistance(double x, double y);
}
