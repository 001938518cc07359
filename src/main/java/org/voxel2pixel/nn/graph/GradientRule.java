// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

/**
 * The derivative of one operation type: from the gradients of the loss with respect to its outputs,
 * builds those with respect to its inputs.
 */
@FunctionalInterface
interface GradientRule {

  /** Calls {@link Backward#give} for each input that {@link Backward#needs}. */
  void apply(Backward backward);
}
