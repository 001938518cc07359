// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.io.File;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.MatrixPreparation;
import org.voxel2pixel.dataset.MatrixSettings;
import org.voxel2pixel.dataset.MatrixSource;
import org.voxel2pixel.dataset.PreparationReport;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/** Makes a dataset of responses and pictures that are matrices already, a row a trial. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Import Matrices...", headless = true)
public final class ImportMatrices extends Voxel2PixelCommand {
  @Parameter(
      label = "Source",
      persist = false,
      description =
          "MATLAB file (v5 to v7.3), HDF5, .npz, or a folder of .npy, .tsv or .csv files named"
              + " like the variables")
  private File source;

  @Parameter(
      label = "Training responses",
      persist = false,
      description = "Variable, trials x voxels")
  private String trainResponses = "fmriTrn";

  @Parameter(
      label = "Training images",
      persist = false,
      description = "Variable, trials x pixels; or folder, list or TIFF stack beside the source")
  private String trainImages = "stimTrn";

  @Parameter(
      label = "Kinds of the training trials",
      required = false,
      persist = false,
      description =
          "Variable, a whole number for each trial, which becomes its trial_type; or none")
  private String trainKinds = "";

  @Parameter(
      label = "Test responses",
      required = false,
      persist = false,
      description = "Variable, trials x voxels; none, and no test images, if all are to learn from")
  private String testResponses = "fmriTest";

  @Parameter(
      label = "Test images",
      required = false,
      persist = false,
      description = "Variable, trials x pixels; or folder, list or TIFF stack beside the source")
  private String testImages = "stimTest";

  @Parameter(
      label = "Kinds of the test trials",
      required = false,
      persist = false,
      description = "Variable, as for the training trials")
  private String testKinds = "";

  @Parameter(
      label = "Trials are",
      choices = {"rows", "columns"},
      persist = false,
      description = "columns: the matrices are voxels x trials and pixels x trials")
  private String trialsAre = "rows";

  @Parameter(
      label = "Trials a run",
      min = "1",
      max = "100000",
      persist = false,
      description = "Successive trials recorded together, in a run or block; 1 if unknown")
  private int trialsPerRun = 1;

  @Parameter(
      label = "Regions of the voxels",
      required = false,
      persist = false,
      description = "Variable, a number for each voxel; empty if unknown")
  private String regions = "";

  @Parameter(
      label = "Names of the regions",
      required = false,
      persist = false,
      description = "A name for each of those numbers, such as 1=V1, 2=V2")
  private String regionNames = "";

  @Parameter(
      label = "Image width (px)",
      min = "1",
      max = "4096",
      persist = false,
      description = "Of the arrays; pictures of a folder are brought to this size")
  private int widthPx = 28;

  @Parameter(label = "Image height (px)", min = "1", max = "4096", persist = false)
  private int heightPx = 28;

  @Parameter(
      label = "Pixel order",
      choices = {"column", "row"},
      persist = false,
      description = "column: as MATLAB flattens an image; row: as NumPy does")
  private String pixelOrder = "column";

  @Parameter(
      label = "White is",
      choices = {"255", "1"},
      persist = false,
      description = "The number that stands for white")
  private String white = "255";

  @Parameter(
      label = "Image width (degrees)",
      min = "0.1",
      max = "180",
      persist = false,
      description = "Width of an image as the person saw it, degrees of visual angle")
  private double screenDeg = 10;

  @Parameter(
      label = "Seconds a trial",
      min = "0.01",
      max = "3600",
      persist = false,
      description = "Only labels use it")
  private double trialSec = 1;

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
    MatrixSource.ImageLayout images =
        new MatrixSource.ImageLayout(
            widthPx,
            heightPx,
            pixelOrder.equals("column")
                ? MatrixSource.PixelOrder.COLUMN_MAJOR
                : MatrixSource.PixelOrder.ROW_MAJOR,
            white.equals("255") ? MatrixSource.ValueRange.BYTE : MatrixSource.ValueRange.UNIT);
    MatrixSource matrices =
        new MatrixSource(
            source.toPath(),
            new MatrixSource.Variables(trainResponses, trainImages, named(trainKinds)),
            test(),
            regions(),
            images,
            new MatrixSource.Trials(
                trialsAre.equals("rows")
                    ? MatrixSource.TrialAxis.ROWS
                    : MatrixSource.TrialAxis.COLUMNS,
                trialsPerRun));
    MatrixSettings settings = MatrixSettings.like(images, screenDeg, trialSec);
    OutputFolder.make(
        dataset.toPath(), "dataset.json", ifExists, () -> prepare(matrices, settings, progress));
  }

  private static Optional<String> named(String variable) {
    return variable.isBlank() ? Optional.empty() : Optional.of(variable.strip());
  }

  private Optional<MatrixSource.Variables> test() {
    if (testResponses.isBlank() && testImages.isBlank() && testKinds.isBlank()) {
      return Optional.empty();
    }
    if (testResponses.isBlank() || testImages.isBlank()) {
      throw new BadInputException(
          "testresponses and testimages",
          "both, or neither",
          "'" + testResponses + "' and '" + testImages + "', kinds '" + testKinds + "'",
          "name the variables of the test trials, or empty all");
    }
    return Optional.of(new MatrixSource.Variables(testResponses, testImages, named(testKinds)));
  }

  private Optional<MatrixSource.Regions> regions() {
    if (regions.isBlank() && regionNames.isBlank()) return Optional.empty();
    if (regions.isBlank()) {
      throw new BadInputException(
          "regionNames",
          "no names without a variable",
          regionNames,
          "name the variable as regions");
    }
    if (regionNames.isBlank()) {
      throw new BadInputException(
          "regionnames",
          "a name for each number in " + regions.strip() + ", such as 1=V1, 2=V2",
          "nothing",
          "name them");
    }
    return Optional.of(MatrixSource.Regions.of(regions.strip(), regionNames));
  }

  private void prepare(MatrixSource matrices, MatrixSettings settings, Progress progress) {
    PreparationReport report =
        MatrixPreparation.prepare(
            matrices, settings, dataset.toPath(), CommandProvenance.of(this, 0), progress);
    PreparationLog.tell(report, dataset);
  }
}
