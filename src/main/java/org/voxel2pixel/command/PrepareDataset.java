// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.io.File;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.InputCheck;
import org.voxel2pixel.dataset.InputPlan;
import org.voxel2pixel.dataset.Preparation;
import org.voxel2pixel.dataset.PreparationReport;

/** Brings fMRI runs, masks, events and stimuli of a subject into one dataset folder. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Prepare Dataset...", headless = true)
public final class PrepareDataset extends PreparationCommand {
  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder to make; what was stopped before goes on where it stopped")
  private File dataset;

  @Parameter(
      label = "If the folder exists",
      choices = {"stop", "replace"},
      persist = false,
      description = "replace: also an unfinished preparation of it, and start anew")
  private String ifExists = OutputFolder.STOP;

  @Override
  protected void execute(Progress progress) {
    InputPlan plan = InputCheck.of(source(), settings(), progress).plan();
    OutputFolder.make(dataset.toPath(), "dataset.json", ifExists, () -> prepare(plan, progress));
  }

  private void prepare(InputPlan plan, Progress progress) {
    PreparationReport report =
        Preparation.prepare(
            plan,
            dataset.toPath(),
            CommandProvenance.of(this, 0),
            threads(),
            ifExists.equals(OutputFolder.REPLACE)
                ? Preparation.Unfinished.GO_ON_OR_REPLACE
                : Preparation.Unfinished.GO_ON,
            progress);
    PreparationLog.tell(report, dataset);
  }
}
