// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.BDataPreparation;
import org.voxel2pixel.dataset.BDataSettings;
import org.voxel2pixel.dataset.BDataSource;
import org.voxel2pixel.dataset.FrameSettings;
import org.voxel2pixel.dataset.PreparationReport;
import org.voxel2pixel.dataset.ResponseScaling;
import org.voxel2pixel.dataset.ResponseScaling.Normalisation;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.dataset.RoiExpression;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.stimulus.FrameResize;

/** Makes a dataset of BData files, such as those published with Shen et al. 2019. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Import BData...", headless = true)
public final class ImportBData extends Voxel2PixelCommand {
  private static final BDataSettings DEFAULTS = BDataSettings.shen2019();

  @Parameter(
      label = "Training file",
      persist = false,
      description = "BData (.h5), such as sub-01_perceptionNaturalImageTraining_original_VC.h5")
  private File train;

  @Parameter(
      label = "Test file",
      required = false,
      persist = false,
      description = "BData (.h5); empty: other samples of the training file, see Test samples")
  private File test;

  @Parameter(
      label = "Stimuli folder",
      style = "directory",
      persist = false,
      description = "Pictures, in it or below it, named like the labels")
  private File stimuli;

  @Parameter(
      label = "Voxels",
      persist = false,
      description = "Metadata keys with | or +, &, -, = < >, * as in ROI_*, top N and @")
  private String select = "ROI_VC = 1";

  @Parameter(
      label = "Regions",
      required = false,
      persist = false,
      description =
          "Such as V1,V2,V3,V4,LOC,FFA,PPA: a voxel belongs to the first that has it; empty: the"
              + " regions in Voxels")
  private String rois = "";

  @Parameter(
      label = "Label columns",
      persist = false,
      description = "Keys of the pictures' numbers, KEY[n] for column n of several; first found")
  private String labels = "stimulus_name, stimulus_id, Label[1]";

  @Parameter(
      label = "Labels table",
      required = false,
      persist = false,
      description = "Columns id and name; empty: the files' vmap, or WordNet numbers")
  private File table;

  @Parameter(
      label = "Training samples",
      required = false,
      persist = false,
      description = "Such as DataType = 1 or Run = 1, 2, 5; empty: all of the training file")
  private String trainRows = "";

  @Parameter(
      label = "Test samples",
      required = false,
      persist = false,
      description = "Such as DataType = 2; empty: all of the test file")
  private String testRows = "";

  @Parameter(
      label = "Test repeats",
      choices = {"average-sqrt-n", "average", "single"},
      persist = false,
      description =
          "Trials of a picture: their mean, times the root of their number; or as they are")
  private String repeats = "average-sqrt-n";

  @Parameter(
      label = "Normalisation",
      choices = {"training", "none"},
      persist = false,
      description = "training: z-scores by the training trials' statistics")
  private String normalisation = "training";

  @Parameter(
      label = "SD divides by n minus",
      min = "0",
      max = "1",
      persist = false,
      description = "0: as Shen et al. released it; 1: a sample's SD")
  private int ddof = DEFAULTS.scaling().ddof();

  @Parameter(
      label = "Frame size (px)",
      min = "8",
      max = "1024",
      persist = false,
      description = "Side of the square frames")
  private int sizePx = DEFAULTS.frames().widthPx();

  @Parameter(
      label = "Resize",
      choices = {"squash", "centre-crop"},
      persist = false,
      description = "How pictures that are not square become square")
  private String resize = "squash";

  @Parameter(
      label = "Image width (degrees)",
      min = "0.1",
      max = "180",
      persist = false,
      description = "Width of an image as the person saw it, degrees of visual angle")
  private double screenDeg = DEFAULTS.frames().screenWidthDeg();

  @Parameter(
      label = "Seconds a trial",
      min = "0.01",
      max = "3600",
      persist = false,
      description = "Only labels use it")
  private double trialSec = DEFAULTS.trialSec();

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder to make")
  private File dataset;

  @Parameter(
      label = "If the folder exists",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Override
  protected void execute(Progress progress) {
    BDataSource source =
        new BDataSource(
            train.toPath(),
            optional(test),
            trainRows,
            testRows,
            RoiExpression.parse(select),
            words(rois),
            labelColumns(),
            optional(table),
            stimuli.toPath());
    if (source.test().isEmpty() && testRows.isBlank()) {
      throw new BadInputException(
          "test", "a test file, or test samples of the training file", "neither", "name one");
    }
    BDataSettings settings = settings();
    OutputFolder.make(
        dataset.toPath(), "dataset.json", ifExists, () -> prepare(source, settings, progress));
  }

  private static Optional<Path> optional(File file) {
    return file == null || file.getPath().isBlank() ? Optional.empty() : Optional.of(file.toPath());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(w -> !w.isEmpty()).toList();
  }

  private List<String> labelColumns() {
    List<String> columns = words(labels);
    if (!columns.isEmpty()) return columns;
    throw new BadInputException("labels", "a column", "none", "name one, such as stimulus_id");
  }

  private BDataSettings settings() {
    FrameSettings frames =
        new FrameSettings(
            sizePx,
            sizePx,
            resize.equals("squash") ? FrameResize.SQUASH : FrameResize.CENTRE_CROP,
            screenDeg,
            FrameSettings.Warp.NONE);
    Repeats averaging =
        switch (repeats) {
          case "single" -> Repeats.SINGLE;
          case "average" -> Repeats.AVERAGE;
          default -> Repeats.AVERAGE_SQRT_N;
        };
    Normalisation statistics =
        normalisation.equals("training") ? Normalisation.TRAINING : Normalisation.NONE;
    return new BDataSettings(frames, trialSec, new ResponseScaling(statistics, ddof, averaging));
  }

  private void prepare(BDataSource source, BDataSettings settings, Progress progress) {
    PreparationReport report =
        BDataPreparation.prepare(
            source, settings, dataset.toPath(), CommandProvenance.of(this, 0), progress);
    PreparationLog.tell(report, dataset);
  }
}
