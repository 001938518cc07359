// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import com.google.gson.JsonObject;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.evaluation.Evaluation;
import org.voxel2pixel.evaluation.EvaluationTable;
import org.voxel2pixel.evaluation.MetricRow;
import org.voxel2pixel.evaluation.Montage;
import org.voxel2pixel.imagej.Png;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/**
 * Measures how close reconstructions come to what was presented, beside the mean training image as
 * a guess and a shuffled null.
 */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Evaluate Reconstructions...",
    headless = true)
public final class EvaluateReconstructions extends Voxel2PixelCommand {
  @Parameter(
      label = "Reconstruction",
      persist = false,
      description = "Stack that Reconstruct made; the active image if none is named")
  private ImagePlus reconstruction;

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "The dataset that was reconstructed, with the presented images")
  private File dataset;

  @Parameter(
      label = "Metrics table (CSV)",
      style = "save",
      required = false,
      persist = false,
      description = "File to write, with a .json beside it that says how; or nothing")
  private File metrics;

  @Parameter(
      label = "Montage (PNG)",
      style = "save",
      required = false,
      persist = false,
      description =
          "Picture to write of presented beside reconstructed, with a .json beside it; or nothing")
  private File montage;

  @Parameter(
      label = "Pairs on the montage",
      min = "1",
      max = "48",
      persist = false,
      description = "Spread evenly over the stack")
  private int pairs = 24;

  @Parameter(label = "Seed", min = "0", persist = false, description = "Of the shuffled null")
  private int seed = 1;

  @Parameter(type = ItemIO.OUTPUT)
  private ResultsTable table;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus montageImage;

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      ImagePairs images = ImagePairs.of(reconstruction, opened);
      EvaluationTable result =
          Evaluation.evaluate(
              images.presented(),
              images.reconstructed(),
              ImagePairs.middle(
                  ImagePairs.meanTrainingImage(opened, progress),
                  opened,
                  reconstruction.getWidth(),
                  reconstruction.getHeight()),
              seed,
              progress);
      table = resultsTable(result.rows());
      result.coverage().ifPresent(coverage -> IJ.log(coverage.summary()));
      BufferedImage picture =
          Montage.of(
              images.presented(),
              images.reconstructed(),
              Montage.evenlySpread(images.presented().imageCount(), pairs));
      montageImage = new ImagePlus("montage", picture);
      Provenance how = CommandProvenance.of(this, seed, opened);
      montageImage.setProperty(
          "Info", how.toText() + "of the reconstruction:\n" + reconstruction.getInfoProperty());
      write(result, how);
    }
  }

  private void write(EvaluationTable result, Provenance how) {
    JsonObject json = how.toJson();
    json.addProperty("reconstruction", reconstruction.getInfoProperty());
    result.coverage().ifPresent(coverage -> json.addProperty("coverage", coverage.summary()));
    if (metrics != null) {
      result.writeCsv(metrics.toPath());
      BesideFile.write(metrics.toPath(), json);
    }
    if (montage != null) {
      Png.save(montageImage, montage.toPath());
      BesideFile.write(montage.toPath(), json);
    }
  }

  private static ResultsTable resultsTable(List<MetricRow> rows) {
    ResultsTable table = new ResultsTable();
    table.setPrecision(4);
    for (MetricRow row : rows) {
      table.addRow();
      table.addValue("metric", row.metric());
      table.addValue("value", row.value());
      table.addValue("mean_image", row.meanImage());
      table.addValue("shuffled_null", row.shuffledNull());
    }
    return table;
  }
}
