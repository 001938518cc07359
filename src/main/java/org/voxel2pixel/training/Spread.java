// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

/**
 * {@link OutputSpread} of reconstructions beside that of their targets.
 *
 * @param ofOutputs of the reconstructions
 * @param ofTargets of the images presented
 */
public record Spread(double ofOutputs, double ofTargets) {
  /** Networks that learn little still answer with a few per cent of the targets' spread. */
  private static final double LEAST_SHARE = 0.005;

  /** Whether all reconstructions are one image although the targets are not. */
  boolean isConstant() {
    return ofTargets > 0 && ofOutputs < LEAST_SHARE * ofTargets;
  }
}
