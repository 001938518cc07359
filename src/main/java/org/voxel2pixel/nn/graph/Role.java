// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

/** Whether an optimizer may change a variable. */
public enum Role {
  /** A weight, trained by gradients. */
  TRAINABLE,
  /** Anything else that a resumed run needs: moving statistics, optimizer slots, frozen weights. */
  STATE
}
