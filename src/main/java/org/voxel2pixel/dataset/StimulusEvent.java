// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import org.voxel2pixel.signal.BlockWindow;

/**
 * A picture or film on the screen, or another thing that happened.
 *
 * @param onsetSec when it came, seconds from the first volume; may be before it
 * @param durationSec how long it stayed
 * @param stimulus its name in the events, with forward slashes; empty if the events name none
 * @param trialType kind of event, {@link TsvTable#MISSING} if the events tell none
 * @param category of what was shown, {@link TsvTable#MISSING} if the events tell none
 */
record StimulusEvent(
    double onsetSec, double durationSec, String stimulus, String trialType, String category) {

  /** A picture of no kind. */
  StimulusEvent(double onsetSec, double durationSec, String stimulus) {
    this(onsetSec, durationSec, stimulus, TsvTable.MISSING, TsvTable.MISSING);
  }

  /** The volumes that begin while it lasts. */
  BlockWindow volumes(double trSec) {
    return volumes(0, trSec);
  }

  /** The volumes of its response: those that begin while it lasts, so much later. */
  BlockWindow volumes(double shiftSec, double trSec) {
    return BlockWindow.of(onsetSec, durationSec, shiftSec, trSec);
  }

  double endSec() {
    return onsetSec + durationSec;
  }

  /** The stimulus, or the kind of event where the events name no stimulus. */
  String what() {
    return stimulus.isEmpty() ? trialType : stimulus;
  }
}
