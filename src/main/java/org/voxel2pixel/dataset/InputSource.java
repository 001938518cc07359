// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files are.
 *
 * @param study a BIDS subject's folder, raw or an fMRIPrep derivative, or a table of runs (.tsv)
 * @param masks folder of masks, one mask or label image, or a table (.tsv) with columns {@code file
 *     roi} and perhaps {@code label threshold}; the subject's folder {@code masks} if empty
 * @param rois which regions, in which order, merged how, see the rois option; all if blank
 * @param events folder searched for the runs' events; beside the runs if empty
 * @param stimuli folder, TIFF stack or list of the stimuli; the folder {@code stimuli} beside the
 *     subject or the table if empty
 */
public record InputSource(
    Path study, Optional<Path> masks, String rois, Optional<Path> events, Optional<Path> stimuli) {

  public InputSource {
    study = study.toAbsolutePath().normalize();
    masks = masks.map(path -> path.toAbsolutePath().normalize());
    rois = rois.strip();
    events = events.map(path -> path.toAbsolutePath().normalize());
    stimuli = stimuli.map(path -> path.toAbsolutePath().normalize());
  }

  /** Everything where BIDS, or the table of runs, has it. */
  public static InputSource of(Path study) {
    return new InputSource(study, Optional.empty(), "", Optional.empty(), Optional.empty());
  }
}
