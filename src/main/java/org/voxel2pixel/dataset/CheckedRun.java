// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * A run whose files fit together, before its volumes are read.
 *
 * @param name its own among all runs, such as {@code sub-01_ses-2_task-film_run-3}
 * @param split what it is for
 * @param bold its volumes
 * @param volumeCount how many they are
 * @param trSec seconds from one to the next
 * @param events those that become samples, ascending in onset; of blocks only such as were recorded
 *     to their end
 * @param confounds the columns that the steps ask for
 */
record CheckedRun(
    String name,
    Split split,
    Path bold,
    int volumeCount,
    double trSec,
    List<StimulusEvent> events,
    Confounds confounds) {

  CheckedRun {
    events = List.copyOf(events);
  }
}
