// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

/** Whether an optimizer may change a variable. */
public enum Role {
  /** A weight, trained by gradients. */
  TRAINABLE,
  /** Anything else that a resumed run needs: moving statistics, optimizer slots. */
  STATE,
  /**
   * Weights that nothing changes and that come from a file of their own. Initialising a session
   * sets them; checkpoints neither hold nor touch them.
   */
  FROZEN
}
