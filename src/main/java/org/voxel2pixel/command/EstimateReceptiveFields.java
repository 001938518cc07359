// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.FieldEstimation;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.PixelScaling;
import org.voxel2pixel.visualfield.Polarity;
import org.voxel2pixel.visualfield.ReverseCorrelationSettings;
import org.voxel2pixel.visualfield.StimulusStrength;

/** Estimates a receptive field for every voxel of a dataset, on its training samples only. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Estimate Receptive Fields...",
    headless = true)
public final class EstimateReceptiveFields extends Voxel2PixelCommand {
  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder that Prepare Dataset made; the fields are written to its voxels.tsv")
  private File dataset;

  @Parameter(
      label = "Method",
      choices = {"reverse-correlation"},
      persist = false,
      description = "Correlates each voxel with Gaussian pools of the frames")
  private String method = "reverse-correlation";

  @Parameter(
      label = "Stimulus",
      choices = {"luminance", "contrast"},
      persist = false,
      description = "What of a frame drives the voxels")
  private String stimulus = "luminance";

  @Parameter(
      label = "Search",
      choices = {"standard", "quick"},
      persist = false,
      description =
          "standard: 5 folds, frames averaged to 32 px, 6 sizes; quick: 3 folds, 16 px, 4 sizes,"
              + " for few samples")
  private String search = "standard";

  @Parameter(
      label = "Pixel scaling",
      choices = {"centred", "standardised"},
      persist = false,
      description =
          "centred: pixels as they are, for films that fill the screen; standardised: each pixel"
              + " over its SD, for small pictures of isolated objects")
  private String scaling = "centred";

  @Parameter(
      label = "Polarity",
      choices = {"positive", "either"},
      persist = false,
      description = "Whether a voxel may respond less where its field is stimulated")
  private String polarity = "positive";

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      StimulusStrength strength =
          stimulus.equals("contrast") ? StimulusStrength.CONTRAST : StimulusStrength.LUMINANCE;
      List<Optional<FittedField>> fields =
          FieldEstimation.byReverseCorrelation(opened, strength, settings(), progress);
      opened.writeFields(fields, CommandProvenance.of(this, 0));
      IJ.log(FieldSummary.of(fields));
    }
  }

  private ReverseCorrelationSettings settings() {
    ReverseCorrelationSettings settings =
        search.equals("quick")
            ? ReverseCorrelationSettings.quick()
            : ReverseCorrelationSettings.standard();
    return settings
        .withScaling(scaling.equals("centred") ? PixelScaling.CENTRED : PixelScaling.STANDARDISED)
        .withPolarity(polarity.equals("positive") ? Polarity.POSITIVE : Polarity.EITHER);
  }
}
