// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

/** How layers that differ between training and use behave. */
public enum Mode {
  /** Batch statistics, dropout on. */
  TRAINING,
  /** Moving statistics, dropout off. */
  INFERENCE
}
