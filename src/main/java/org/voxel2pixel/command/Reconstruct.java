// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.ImagePlus;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.engine.ReconstructJob;
import org.voxel2pixel.imagej.RgbStack;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/** Reconstructs what was seen, one image a sample, with a trained model. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Reconstruct...", headless = true)
public final class Reconstruct extends Voxel2PixelCommand {
  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder that Prepare Dataset made, of the voxels that the model knows")
  private File dataset;

  @Parameter(
      label = "Model folder",
      style = "directory",
      persist = false,
      description = "The folder model in the run folder of Train Model")
  private File model;

  @Parameter(
      label = "Split",
      choices = {"test", "train"},
      persist = false,
      description = "test: what the model has never seen")
  private String split = "test";

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus reconstruction;

  @Override
  protected void execute(Progress progress) {
    Split which = Split.valueOf(split.toUpperCase(Locale.ROOT));
    ReconstructJob.Reconstruction result =
        new ReconstructJob(model.toPath(), dataset.toPath(), which).run(progress);
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      List<String> labels = new ArrayList<>();
      for (int row : result.rows()) labels.add(SampleLabel.of(opened, row));
      Provenance how =
          CommandProvenance.of(this, 0, opened)
              .withInputs(
                  Map.of("model.json", Provenance.sha256(model.toPath().resolve("model.json"))));
      reconstruction =
          RgbStack.ofFloats(
              StackHeader.ofMiddle(
                  "reconstruction " + split, opened, how, result.widthPx(), result.heightPx()),
              result.images(),
              labels);
    }
  }
}
