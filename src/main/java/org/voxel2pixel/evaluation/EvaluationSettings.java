// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/**
 * The choices of an evaluation.
 *
 * @param ties what ties of identification count
 * @param ssim window and constants of SSIM
 * @param shuffleCount shuffles behind each null value
 * @param seed of the shuffles
 */
public record EvaluationSettings(TieRule ties, SsimSettings ssim, int shuffleCount, long seed) {

  public EvaluationSettings {
    if (shuffleCount < 1) {
      throw new IllegalArgumentException("shuffleCount must be >= 1, was " + shuffleCount);
    }
  }

  /** Ties wrong, SSIM of an 11 x 11 Gaussian window, 20 shuffles. */
  public static EvaluationSettings withSeed(long seed) {
    return new EvaluationSettings(TieRule.WRONG, SsimSettings.gaussian(), 20, seed);
  }
}
