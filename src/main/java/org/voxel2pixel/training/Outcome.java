// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.Optional;

/**
 * How a training ended.
 *
 * @param steps steps made in all
 * @param end why it ended
 * @param best the best measurement on held-out examples, whose weights are {@link RunFolder#best};
 *     empty without validation, or if no correlation was defined
 */
public record Outcome(long steps, End end, Optional<Best> best) {

  /** Why a training ended. */
  public enum End {
    /** All its steps are made. */
    COMPLETE,
    /** Validation got no better for as long as was allowed. */
    NO_BETTER
  }

  /**
   * The best measurement: that of the highest correlation; of equals the first.
   *
   * @param step steps that the network had made
   * @param correlation mean pixel correlation
   * @param mse mean squared error at that step
   */
  public record Best(long step, double correlation, double mse) {}
}
