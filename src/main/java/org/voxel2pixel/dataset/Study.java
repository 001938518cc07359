// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * The runs of one person, and where their other files are looked for unless the user says.
 *
 * @param root that paths are told from
 * @param masks folder of masks
 * @param stimuli folder of stimuli
 * @param runs training first, then test, each in natural order
 * @param tables files that decided which runs these are
 */
record Study(Path root, Path masks, Path stimuli, List<RunFiles> runs, List<Path> tables) {
  Study {
    runs = List.copyOf(runs);
    tables = List.copyOf(tables);
  }
}
