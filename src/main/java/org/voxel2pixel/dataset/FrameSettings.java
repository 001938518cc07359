// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import org.voxel2pixel.stimulus.FrameResize;

/**
 * How stimuli become frames.
 *
 * @param widthPx pixels in a row
 * @param heightPx pixels in a column
 * @param resize how a stimulus is brought to that size
 * @param screenWidthDeg width of a frame as the person saw it, degrees of visual angle
 * @param warp done to the frame last
 */
public record FrameSettings(
    int widthPx, int heightPx, FrameResize resize, double screenWidthDeg, Warp warp) {

  /** A change of geometry. */
  public enum Warp {
    /** As on the screen. */
    NONE,
    /** The fovea magnified as in cortex: Brain2Pix, by retinawarp; needs square frames. */
    FISHEYE
  }

  public FrameSettings {
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "a frame needs at least 1 x 1 pixels, was " + widthPx + " x " + heightPx);
    }
    if (warp == Warp.FISHEYE && widthPx != heightPx) {
      throw new IllegalArgumentException("a fisheye frame must be square");
    }
    DatasetDescription.requirePositive("screenWidthDeg", screenWidthDeg);
  }
}
