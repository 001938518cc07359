// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import org.voxel2pixel.stimulus.FrameResize;

/**
 * Every choice in making a dataset of matrices.
 *
 * @param frameWidthPx pixels in a row of a frame
 * @param frameHeightPx pixels in a column of a frame
 * @param resize how a picture is brought to that size
 * @param screenWidthDeg width of a frame as the person saw it, degrees of visual angle
 * @param trSec seconds that a trial stands for
 * @param normalisation of the responses
 */
public record MatrixSettings(
    int frameWidthPx,
    int frameHeightPx,
    FrameResize resize,
    double screenWidthDeg,
    double trSec,
    Normalisation normalisation) {

  /** What is done to a voxel's responses. */
  public enum Normalisation {
    /** They are taken as they are. */
    NONE,
    /** z-score with mean and population SD of the training trials; constant voxels are dropped. */
    TRAINING_STATISTICS
  }

  /** Frames as large as the pictures, z-scored. */
  public static MatrixSettings like(
      MatrixSource.ImageLayout images, double screenWidthDeg, double trSec) {
    return new MatrixSettings(
        images.widthPx(),
        images.heightPx(),
        FrameResize.SQUASH,
        screenWidthDeg,
        trSec,
        Normalisation.TRAINING_STATISTICS);
  }
}
