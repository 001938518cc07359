// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

/**
 * One row of the responses: a volume of a run, or a trial.
 *
 * @param row row, from 0; the rows of a run are neighbours, in the order of time
 * @param split what its run is for
 * @param run name of the run; a run belongs to one split
 * @param onsetSec when it was recorded, seconds from the start of the run
 * @param stimulus frame that was on the screen at that time, or {@link #NO_STIMULUS}
 * @param repeats recordings that were averaged into it, at least 1
 * @param trialType kind of its event, such as its category, or {@link #NO_TRIAL_TYPE}
 */
public record Sample(
    int row,
    Split split,
    String run,
    double onsetSec,
    int stimulus,
    int repeats,
    String trialType) {

  /** No frame was on the screen. */
  public static final int NO_STIMULUS = -1;

  /** The event had no kind, or there was none. */
  public static final String NO_TRIAL_TYPE = TsvTable.MISSING;

  /** A sample whose event has no kind. */
  public Sample(int row, Split split, String run, double onsetSec, int stimulus, int repeats) {
    this(row, split, run, onsetSec, stimulus, repeats, NO_TRIAL_TYPE);
  }

  public Sample {
    if (row < 0) throw new IllegalArgumentException("row must be >= 0, was " + row);
    Voxel.requireCell("run", run);
    if (!Double.isFinite(onsetSec)) {
      throw new IllegalArgumentException("onsetSec must be finite, was " + onsetSec);
    }
    if (stimulus < NO_STIMULUS) {
      throw new IllegalArgumentException("stimulus must be >= 0 or NO_STIMULUS, was " + stimulus);
    }
    if (!trialType.equals(NO_TRIAL_TYPE)) Voxel.requireCell("trialType", trialType);
    if (repeats < 1) throw new IllegalArgumentException("repeats must be >= 1, was " + repeats);
  }

  /** Whether a frame was on the screen. */
  public boolean hasStimulus() {
    return stimulus != NO_STIMULUS;
  }
}
