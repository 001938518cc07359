// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

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

  double endSec() {
    return onsetSec + durationSec;
  }

  /** The stimulus, or the kind of event where the events name no stimulus. */
  String what() {
    return stimulus.isEmpty() ? trialType : stimulus;
  }
}
