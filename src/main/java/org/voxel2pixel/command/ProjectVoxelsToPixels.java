// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.voxel2pixel.imagej.FloatHyperstack;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.projection.FixedRfProjection;
import org.voxel2pixel.projection.GaussianProjection;
import org.voxel2pixel.projection.GaussianSettings;
import org.voxel2pixel.projection.InverseProjection;
import org.voxel2pixel.projection.InverseSettings;
import org.voxel2pixel.projection.VoxelFields;
import org.voxel2pixel.projection.VoxelProjection;

/** Paints voxel responses at their receptive fields: one RFSimage a sample, as a hyperstack. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Project Voxels To Pixels...",
    headless = true)
public final class ProjectVoxelsToPixels extends Voxel2PixelCommand {
  /** Shown from black to white: z-scores between plus and minus this. */
  private static final double SHOWN_Z = 3;

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

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus rfsImages;

  @Override
  protected void execute(Progress progress) {
    // Stays open as long as the image: its planes are painted when they are looked at.
    Dataset opened = Dataset.open(dataset.toPath());
    try {
      rfsImages = hyperstack(opened, progress);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What it will take is told before it is made. */
  private VoxelProjection operator(Dataset opened, Progress progress) {
    VoxelFields fields = VoxelPainting.fieldsOf(opened, minR2);
    return switch (projection) {
      case GAUSSIAN -> {
        GaussianSettings settings = GaussianSettings.mean();
        IJ.log(GaussianProjection.estimate(fields, settings).summary());
        yield GaussianProjection.of(fields, settings);
      }
      case INVERSE -> {
        InverseSettings settings = InverseSettings.standard();
        IJ.log(InverseProjection.estimate(fields, settings).summary());
        yield InverseProjection.of(fields, settings, progress);
      }
      default -> FixedRfProjection.of(fields);
    };
  }

  private ImagePlus hyperstack(Dataset opened, Progress progress) {
    VoxelProjection operator = operator(opened, progress);
    for (String warning : operator.warnings()) IJ.log("warning: " + warning);
    int[] rows = opened.examples(Split.valueOf(split.toUpperCase(Locale.ROOT)));
    if (rows.length == 0) {
      throw new BadInputException(
          dataset, "samples of the " + split + " split", "none", "choose the other split");
    }
    IJ.log(
        operator.usedVoxelCount()
            + " voxels painted, "
            + operator.offScreenCount()
            + " off the screen; "
            + rows.length
            + " samples of "
            + operator.channelCount()
            + " channels, painted when looked at");
    List<String> labels = new ArrayList<>();
    for (int row : rows) labels.add(SampleLabel.of(opened, row));
    Provenance how = CommandProvenance.of(this, 0, opened);
    return FloatHyperstack.of(
        StackHeader.of("RFSimages " + split, opened, how),
        operator.channelNames(),
        labels,
        new FloatHyperstack.DisplayRange(-SHOWN_Z, SHOWN_Z),
        new PaintedPlanes(opened, operator, rows));
  }
}
