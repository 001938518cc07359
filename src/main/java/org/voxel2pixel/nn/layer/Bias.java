// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

/** Whether a layer adds a trained bias, which starts at 0. */
public enum Bias {
  WITH,
  WITHOUT
}
