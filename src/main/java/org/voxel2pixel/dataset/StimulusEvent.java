// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

/**
 * A picture on the screen.
 *
 * @param onsetSec when it came, seconds from the first volume; may be before it
 * @param durationSec how long it stayed
 * @param file its picture, a path below the stimuli folder, with forward slashes
 */
record StimulusEvent(double onsetSec, double durationSec, String file) {
  double endSec() {
    return onsetSec + durationSec;
  }
}
