// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.stimulus.FrameResize;

/**
 * Every choice in making a dataset of BData files.
 *
 * @param frames how pictures become frames
 * @param trialSec seconds that a sample stands for; onsets within a run are multiples of it
 * @param scaling of the responses
 */
public record BDataSettings(FrameSettings frames, double trialSec, ResponseScaling scaling) {

  public BDataSettings {
    DatasetDescription.requirePositive("trialSec", trialSec);
    if (frames.warp() != FrameSettings.Warp.NONE) {
      throw new IllegalArgumentException("pictures of trials are not warped");
    }
  }

  /**
   * Shen et al. 2019 as released: frames of 248 x 248 pixels on 12 degrees, trials of 8 s, z-scores
   * by training statistics (ddof 0), test trials of a picture averaged and multiplied by the square
   * root of their number.
   */
  public static BDataSettings shen2019() {
    return new BDataSettings(
        new FrameSettings(248, 248, FrameResize.SQUASH, 12, FrameSettings.Warp.NONE),
        8,
        new ResponseScaling(Normalisation.TRAINING, 0, Repeats.AVERAGE_SQRT_N));
  }
}
