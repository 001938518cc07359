// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import org.voxel2pixel.signal.LagWindow;

/** What becomes a sample. */
public sealed interface SamplePlan {

  /**
   * Every volume of a run, for films and fast changing pictures.
   *
   * @param lags which volumes after a frame are its response
   */
  record Volumes(LagWindow lags) implements SamplePlan {}

  /**
   * Every event, for pictures in blocks: the mean of the volumes that began in {@code [onset +
   * shift, onset + duration + shift)}.
   *
   * @param shiftSec how long the haemodynamic response is waited for
   * @param cutShort what to do with an event whose volumes end after the run
   */
  record Blocks(double shiftSec, CutShort cutShort) implements SamplePlan {
    public Blocks {
      if (!(shiftSec >= 0) || shiftSec > 60) {
        throw new IllegalArgumentException("shiftSec must be 0 to 60, was " + shiftSec);
      }
    }
  }

  /** What to do with an event whose response was not recorded to its end. */
  enum CutShort {
    /** It is an error. */
    STOP,
    /** The event is left out and counted. */
    DROP
  }

  /** The volumes after a frame that are its response: lag 0 alone where a sample is a block. */
  default LagWindow lags() {
    return this instanceof Volumes volumes ? volumes.lags() : new LagWindow(0, 0);
  }
}
