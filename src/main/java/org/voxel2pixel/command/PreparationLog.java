// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import org.voxel2pixel.dataset.PreparationReport;

/** Tells in ImageJ's log what a preparation did. */
final class PreparationLog {
  private PreparationLog() {}

  /** Its warnings, then samples and voxels. */
  static void tell(PreparationReport report, File dataset) {
    for (String warning : report.warnings()) IJ.log("warning: " + warning);
    IJ.log(
        report.sampleCount()
            + " samples of "
            + report.voxelCount()
            + " voxels written to "
            + dataset
            + "; "
            + report.droppedVoxelCount()
            + " voxels never varied or could not be used, and were dropped");
  }
}
