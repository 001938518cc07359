// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Optional;
import org.voxel2pixel.signal.LagWindow;

/**
 * What holds for a whole dataset.
 *
 * @param trSec seconds from one sample of a run to the next
 * @param screenWidthDeg width of a frame as the person saw it, degrees of visual angle
 * @param frameWidthPx pixels in a row of a frame
 * @param frameHeightPx pixels in a column of a frame
 * @param lags which samples after a frame are its response
 * @param warp done to the frames: in fisheye frames a pixel is no constant angle, and the fields of
 *     the voxels are in the coordinates of the warped frame
 * @param voxelGrid the fMRI volumes that the voxels are of, where the source tells it
 */
public record DatasetDescription(
    double trSec,
    double screenWidthDeg,
    int frameWidthPx,
    int frameHeightPx,
    LagWindow lags,
    FrameSettings.Warp warp,
    Optional<VoxelGrid> voxelGrid) {

  /** Voxels of an unknown grid. */
  public DatasetDescription(
      double trSec,
      double screenWidthDeg,
      int frameWidthPx,
      int frameHeightPx,
      LagWindow lags,
      FrameSettings.Warp warp) {
    this(trSec, screenWidthDeg, frameWidthPx, frameHeightPx, lags, warp, Optional.empty());
  }

  /** Frames as they were on the screen, voxels of an unknown grid. */
  public DatasetDescription(
      double trSec, double screenWidthDeg, int frameWidthPx, int frameHeightPx, LagWindow lags) {
    this(trSec, screenWidthDeg, frameWidthPx, frameHeightPx, lags, FrameSettings.Warp.NONE);
  }

  public DatasetDescription {
    requirePositive("trSec", trSec);
    requirePositive("screenWidthDeg", screenWidthDeg);
    if (frameWidthPx < 1 || frameHeightPx < 1) {
      throw new IllegalArgumentException(
          "a frame needs at least 1 x 1 pixels, was " + frameWidthPx + " x " + frameHeightPx);
    }
    Math.multiplyExact(Math.multiplyExact(frameWidthPx, frameHeightPx), 3);
  }

  /** Bytes of one frame, {@code [y][x][rgb]}. */
  public int frameBytes() {
    return frameWidthPx * frameHeightPx * 3;
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be > 0, was " + value);
    }
  }
}
