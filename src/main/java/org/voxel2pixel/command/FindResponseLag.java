// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.measure.ResultsTable;
import java.io.File;
import java.util.Locale;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.LagEstimation;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.StimulusStrength;

/** Tells after how many volumes the responses of a dataset follow its frames best. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Find Response Lag...",
    headless = true)
public final class FindResponseLag extends Voxel2PixelCommand {
  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "A dataset whose samples are volumes; test runs take no part")
  private File dataset;

  @Parameter(
      label = "Stimulus",
      choices = {"luminance", "aperture", "contrast"},
      persist = false,
      description = "What of a frame drives the voxels")
  private String stimulus = "luminance";

  @Parameter(
      label = "Lag table (CSV)",
      style = "save",
      required = false,
      persist = false,
      description = "File to write: lag, lag_sec, r2; with a .json beside it; or nothing")
  private File table;

  @Parameter(type = ItemIO.OUTPUT)
  private ResultsTable lags;

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      StimulusStrength strength = StimulusStrength.valueOf(stimulus.toUpperCase(Locale.ROOT));
      LagEstimation found = LagEstimation.of(opened, strength, progress);
      lags = new ResultsTable();
      lags.setPrecision(4);
      StringBuilder csv = new StringBuilder("lag,lag_sec,r2\n");
      for (int lag = 0; lag < found.scores().length; lag++) {
        double lagSec = lag * found.trSec();
        lags.incrementCounter();
        lags.addValue("lag", lag);
        lags.addValue("lag_sec", lagSec);
        lags.addValue("r2", found.scores()[lag]);
        csv.append(String.format(Locale.ROOT, "%d,%.3f,%.6f\n", lag, lagSec, found.scores()[lag]));
      }
      IJ.log(LagAdvice.found(found));
      LagAdvice.warning(found, opened.lags()).ifPresent(line -> IJ.log("warning: " + line));
      if (table != null) {
        TableFile.write(table.toPath(), csv.toString(), CommandProvenance.of(this, 0, opened));
      }
    }
  }
}
