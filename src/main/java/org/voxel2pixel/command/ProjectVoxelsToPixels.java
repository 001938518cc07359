// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.util.Locale;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.GaussianProjection;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.InverseProjection;
import org.voxel2pixel.projection.InverseSettings;
import org.voxel2pixel.projection.ProjectionEstimate;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.projection.VoxelProjection;

/** Paints voxel responses at their receptive fields: one RFSimage a sample, as a hyperstack. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Project Voxels To Pixels...",
    headless = true)
public final class ProjectVoxelsToPixels extends Voxel2PixelCommand {
  private static final String FIXED = "fixed";
  private static final String GAUSSIAN = "gaussian";
  private static final String INVERSE = "inverse";

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder that Prepare Dataset made, with receptive fields")
  private File dataset;

  @Parameter(
      label = "Split",
      choices = {"train", "test"},
      persist = false)
  private String split = "test";

  @Parameter(
      label = "Projection",
      choices = {FIXED, GAUSSIAN, INVERSE},
      persist = false,
      description =
          "fixed: a pixel is the mean of the voxels centred on it; gaussian: of all voxels, weighted"
              + " by their fields; inverse: the image whose fields answer as the voxels did")
  private String projection = FIXED;

  @Parameter(
      label = "Least r2 of a field",
      min = "0",
      max = "1",
      stepSize = "0.05",
      persist = false,
      description = "Voxels whose field explains less on held-out samples are not used")
  private double minR2 = 0.05;

  @Parameter(
      label = "Regions",
      required = false,
      persist = false,
      description = "Such as V1 V2, in the order of the channels; all of the dataset if empty")
  private String rois = "";

  @Parameter(
      label = "Save as",
      style = "save",
      required = false,
      persist = false,
      description =
          "File to write all samples to, .tif for ImageJ or .npy for Python, with a .json beside it"
              + " that says how; or nothing")
  private File save;

  @Parameter(
      label = "If the file exists",
      choices = {OutputFolder.STOP, OutputFolder.REPLACE},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus rfsImages;

  @Override
  protected void execute(Progress progress) {
    Optional<RfsTarget> target =
        Optional.ofNullable(save)
            .map(file -> RfsTarget.of(file.toPath(), ifExists, dataset.toPath()));
    // Stays open as long as the image: its planes are painted when they are looked at.
    Dataset opened = Dataset.open(dataset.toPath());
    try {
      Provenance how = CommandProvenance.of(this, 0, opened);
      RfsImages images = images(opened, how, progress);
      target.ifPresent(file -> write(images, file, how, progress));
      rfsImages = images.hyperstack();
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private RfsImages images(Dataset opened, Provenance how, Progress progress) {
    VoxelFields fields = RegionChoice.apply(rois, VoxelPainting.fieldsOf(opened, minR2));
    ProjectionEstimate estimate = estimate(fields);
    IJ.log(ProjectionLog.cost(projection, estimate));
    int[] rows = rows(opened);
    VoxelProjection operator = operator(fields, progress);
    for (String warning : operator.warnings()) IJ.log("warning: " + warning);
    IJ.log(operator.summary());
    for (int roi = 0; roi < fields.rois().size(); roi++) {
      IJ.log(ProjectionLog.uncovered(operator, roi));
    }
    String facts = "projection rule: " + operator.summary() + "\n";
    RfsImages images =
        new RfsImages(
            opened, operator, rows, StackHeader.of("RFSimages " + split, opened, how, facts));
    IJ.log(ProjectionLog.whole(images, estimate));
    return images;
  }

  private int[] rows(Dataset opened) {
    Split which = Split.valueOf(split.toUpperCase(Locale.ROOT));
    int[] rows = opened.examples(which);
    if (rows.length == 0) {
      throw new BadInputException(
          dataset, "samples of the " + split + " split", "none", "choose the other split");
    }
    int dropped = opened.droppedExamples(which);
    if (dropped > 0) IJ.log(dropped + " samples left out: their run ends before their last lag");
    return rows;
  }

  private ProjectionEstimate estimate(VoxelFields fields) {
    return switch (projection) {
      case GAUSSIAN -> GaussianProjection.estimate(fields, GaussianSettings.mean());
      case INVERSE -> InverseProjection.estimate(fields, InverseSettings.standard());
      default -> FixedRfProjection.estimate(fields);
    };
  }

  private VoxelProjection operator(VoxelFields fields, Progress progress) {
    return switch (projection) {
      case GAUSSIAN -> GaussianProjection.of(fields, GaussianSettings.mean());
      case INVERSE -> InverseProjection.of(fields, InverseSettings.standard(), progress);
      default -> FixedRfProjection.of(fields);
    };
  }

  private void write(RfsImages images, RfsTarget target, Provenance how, Progress progress) {
    RfsSaving saving = new RfsSaving(images, target, Runtime.getRuntime().maxMemory());
    saving.write(how, progress).ifPresent(oddity -> IJ.log("warning: " + oddity));
    IJ.log("written: " + target.path());
  }
}
