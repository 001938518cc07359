// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.measure.ResultsTable;
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
import org.voxel2pixel.dataset.Sample;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.evaluation.TrialClassification;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/**
 * Tells whether the kinds of trial in a dataset can be told apart, by a ridge classifier that
 * leaves one run out: the first thing to know before anything is reconstructed.
 */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Classify Trial Types...",
    headless = true)
public final class ClassifyTrialTypes extends Voxel2PixelCommand {
  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "A dataset whose training samples have a trial_type; test samples take no part")
  private File dataset;

  @Parameter(
      label = "Ridge penalty",
      min = "0.000001",
      max = "1000000000",
      persist = false,
      description = "Of the squared weights; responses are taken as the dataset has them")
  private double alpha = 1;

  @Parameter(
      label = "Accuracy table (CSV)",
      style = "save",
      required = false,
      persist = false,
      description = "File to write: classes, accuracy, chance; with a .json beside it; or nothing")
  private File table;

  @Parameter(type = ItemIO.OUTPUT)
  private ResultsTable confusion;

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      TrialClassification result = classify(opened, progress);
      confusion = confusionTable(result);
      IJ.log(
          String.format(
              Locale.ROOT,
              "%d kinds of trial, %d trials: %.1f %% right, leaving one run out; chance %.1f %%",
              result.classes().size(),
              result.trialCount(),
              100 * result.accuracy(),
              100 * result.chance()));
      if (table != null) writeTable(result, opened);
    }
  }

  private TrialClassification classify(Dataset opened, Progress progress) {
    List<float[]> rows = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    List<String> runs = new ArrayList<>();
    for (Sample sample : opened.samples()) {
      boolean counts = !sample.trialType().equals(Sample.NO_TRIAL_TYPE);
      if (sample.split() != Split.TRAIN || !counts) continue;
      float[] row = new float[opened.voxelCount()];
      opened.readResponse(sample.row(), row);
      rows.add(row);
      kinds.add(sample.trialType());
      runs.add(sample.run());
    }
    if (rows.isEmpty()) {
      throw new BadInputException(
          dataset,
          "training samples with a trial_type",
          "none",
          "prepare it with columns=[type=COLUMN], the column that tells the kind of an event");
    }
    return TrialClassification.leaveOneRunOut(rows, kinds, runs, alpha, progress);
  }

  private static ResultsTable confusionTable(TrialClassification result) {
    ResultsTable shown = new ResultsTable();
    shown.setPrecision(0);
    int count = result.classes().size();
    for (int is = 0; is < count; is++) {
      shown.incrementCounter();
      shown.addValue("true", result.classes().get(is));
      for (int said = 0; said < count; said++) {
        shown.addValue(result.classes().get(said), result.confusion()[is * count + said]);
      }
    }
    return shown;
  }

  private void writeTable(TrialClassification result, Dataset opened) {
    String csv =
        String.format(
            Locale.ROOT,
            "classes,accuracy,chance\n%d,%.6f,%.6f\n",
            result.classes().size(),
            result.accuracy(),
            result.chance());
    TableFile.write(table.toPath(), csv, CommandProvenance.of(this, 0, opened));
  }
}
