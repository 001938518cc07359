// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.BidsPreparation;
import org.voxel2pixel.dataset.EventColumns;
import org.voxel2pixel.dataset.FrameSettings;
import org.voxel2pixel.dataset.PreparationReport;
import org.voxel2pixel.dataset.PreparationSettings;
import org.voxel2pixel.dataset.RunPipeline;
import org.voxel2pixel.dataset.RunSelection;
import org.voxel2pixel.dataset.RunStep;
import org.voxel2pixel.dataset.SamplePlan;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.signal.LagWindow;
import org.voxel2pixel.stimulus.FrameResize;

/** Brings fMRI runs, masks, events and stimuli of a BIDS subject into one dataset folder. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Prepare Dataset...", headless = true)
public final class PrepareDataset extends Voxel2PixelCommand {
  private static final PreparationSettings DEFAULTS = PreparationSettings.standard();

  @Parameter(
      label = "Subject folder",
      style = "directory",
      persist = false,
      description =
          "BIDS subject such as sub-01: func with runs and events, masks; stimuli beside it")
  private File subject;

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder to make")
  private File dataset;

  @Parameter(
      label = "Frame size (px)",
      min = "8",
      max = "1024",
      persist = false,
      description = "Side of the square frames; the networks reconstruct images of this size")
  private int sizePx = DEFAULTS.frames().widthPx();

  @Parameter(
      label = "Resize",
      choices = {"squash", "centre-crop"},
      persist = false,
      description = "How frames that are not square become square")
  private String resize = "squash";

  @Parameter(
      label = "Screen width (degrees)",
      min = "0.1",
      max = "180",
      persist = false,
      description = "Width of a frame as the person saw it, degrees of visual angle")
  private double screenDeg = DEFAULTS.frames().screenWidthDeg();

  @Parameter(
      label = "First lag (volumes)",
      min = "0",
      max = "100",
      persist = false,
      description = "First volume after a frame that counts as its response")
  private int firstLag = DEFAULTS.samples().lags().first();

  @Parameter(
      label = "Last lag (volumes)",
      min = "0",
      max = "100",
      persist = false,
      description = "Last volume after a frame that counts as its response")
  private int lastLag = DEFAULTS.samples().lags().last();

  @Parameter(
      label = "Drift polynomial degree",
      min = "0",
      max = "20",
      persist = false,
      description = "Taken out of each run; 0 takes out its mean alone")
  private int driftDegree = 2;

  @Parameter(
      label = "Confounds",
      required = false,
      persist = false,
      description = "Columns of the confounds tables to take out of each run, commas between")
  private String confounds = "motion";

  @Parameter(
      label = "Training task",
      persist = false,
      description = "task- label of the runs to learn from")
  private String trainTask = "train";

  @Parameter(
      label = "Test task",
      persist = false,
      description = "task- label of the runs to judge by; runs with equal events are averaged")
  private String testTask = "test";

  @Parameter(
      label = "If the folder exists",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Override
  protected void execute(Progress progress) {
    PreparationSettings settings = settings();
    OutputFolder.make(
        dataset.toPath(), "dataset.json", ifExists, () -> prepare(settings, progress));
  }

  private void prepare(PreparationSettings settings, Progress progress) {
    PreparationReport report =
        BidsPreparation.prepare(
            subject.toPath(), settings, dataset.toPath(), CommandProvenance.of(this, 0), progress);
    for (String warning : report.warnings()) IJ.log("warning: " + warning);
    IJ.log(
        report.sampleCount()
            + " samples of "
            + report.voxelCount()
            + " voxels written to "
            + dataset
            + "; "
            + report.droppedVoxelCount()
            + " voxels never varied and were dropped");
  }

  private PreparationSettings settings() {
    if (firstLag > lastLag) {
      throw new BadInputException(
          "firstlag", "at most lastlag " + lastLag, String.valueOf(firstLag), "correct it");
    }
    if (trainTask.equals(testTask)) {
      throw new BadInputException(
          "testtask", "another task than traintask", testTask, "name two different tasks");
    }
    List<String> columns =
        Arrays.stream(confounds.split(",")).map(String::trim).filter(c -> !c.isEmpty()).toList();
    return new PreparationSettings(
        new RunSelection("task-" + trainTask),
        new RunSelection("task-" + testTask),
        EventColumns.bids(),
        new FrameSettings(
            sizePx,
            sizePx,
            resize.equals("squash") ? FrameResize.SQUASH : FrameResize.CENTRE_CROP,
            screenDeg,
            FrameSettings.Warp.NONE),
        new SamplePlan.Volumes(new LagWindow(firstLag, lastLag)),
        new RunPipeline(List.of(new RunStep.Regress(driftDegree, columns), new RunStep.Demean())),
        DEFAULTS.scaling());
  }
}
