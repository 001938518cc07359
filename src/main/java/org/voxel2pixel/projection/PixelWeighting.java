// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

/** What a pixel shows of the voxels whose fields reach it. */
public enum PixelWeighting {
  /** Their mean, each weighted by its field there: in units of the responses. */
  WEIGHTED_MEAN,
  /** Their sum, each weighted by its field there: pixels of many voxels are stronger. */
  WEIGHTED_SUM
}
