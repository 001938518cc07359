// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

/**
 * A sample to be, and the rows whose mean it is.
 *
 * @param split what its run is for
 * @param run name of its run; samples of one run follow each other
 * @param onsetSec seconds from the start of the run
 * @param stimulus frame that was on the screen, or {@link Sample#NO_STIMULUS}
 * @param trialType kind of the event, or {@link TsvTable#MISSING}
 * @param rows {@code [repeat]}, indices into {@link ResponseRows}, at least one
 */
record SampleSource(
    Split split, String run, double onsetSec, int stimulus, String trialType, long[] rows) {}
