// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/** Takes an input of every kind and returns what it got, as an image's title and a table. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Every Input...")
public final class EveryInputCommand extends Voxel2PixelCommand {
  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String header = "<html><b>Every kind</b> of input";

  @Parameter(label = "Voxel size (mm)", min = "0.1", max = "10", persist = false)
  private double voxelSize = 2;

  @Parameter(label = "Steps", min = "1", stepSize = "1", persist = false)
  private int steps = 10;

  @Parameter(persist = false)
  private long seed = 42;

  @Parameter(
      choices = {"lasso", "ridge regression"},
      persist = false)
  private String method = "lasso";

  @Parameter(persist = false)
  private boolean verbose;

  @Parameter(persist = false)
  private boolean normalise = true;

  @Parameter(persist = false, required = false)
  private String subject = "";

  @Parameter(style = "directory", persist = false, required = false)
  private File folder;

  @Parameter(required = false, persist = false)
  private ImagePlus image;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus result;

  @Parameter(type = ItemIO.OUTPUT)
  private ResultsTable table;

  @Override
  protected void execute(Progress progress) {
    if (subject.equals("nobody")) {
      throw new BadInputException("subject", "a known one", "nobody", "name another");
    }
    for (int i = 0; i < steps; i++) progress.report("step", i, steps);
    String seen =
        String.join(
            "|",
            "" + voxelSize,
            "" + steps,
            "" + seed,
            method,
            "" + verbose,
            "" + normalise,
            subject,
            folder == null ? "-" : folder.getPath(),
            image == null ? "-" : image.getTitle());
    result = new ImagePlus(seen, new FloatProcessor(4, 3));
    table = new ResultsTable();
    table.addRow();
    table.addValue("r", voxelSize);
  }
}
