// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;

/**
 * What a run shows, whether or not the rest of it is sound.
 *
 * @param split of the run
 * @param events that count
 */
record RunEvents(Split split, List<StimulusEvent> events) {}
