// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.engine.TrainJob;
import org.voxel2pixel.engine.TrainRequest;
import org.voxel2pixel.engine.TrainingCare;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/** Trains a reconstruction network, or fits the linear baseline, on a dataset. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Train Model...", headless = true)
public final class TrainModel extends Voxel2PixelCommand {
  private static final String AS_PRESET = "preset";

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Folder that Prepare Dataset made, with receptive fields")
  private File dataset;

  @Parameter(
      label = "Run folder",
      style = "directory",
      persist = false,
      description = "Folder to make: settings, log, checkpoints, previews, model")
  private File run;

  @Parameter(
      label = "Model",
      choices = {"brain2pix", "shen2019", "ridge"},
      persist = false,
      description =
          "brain2pix: voxels painted at their fields, U-Net, PatchGAN (Le et al. 2022); shen2019:"
              + " all voxels into a generator with a perceptual loss (Shen et al. 2019); ridge:"
              + " linear, from all voxels, with or without a field: what a network has to beat")
  private String model = "brain2pix";

  @Parameter(
      label = "Preset",
      choices = {"quick", "released", "paper"},
      persist = false,
      description =
          "quick: small, minutes on a laptop; released: full size, as the authors' code; paper: as"
              + " printed (shen2019)")
  private String preset = "quick";

  @Parameter(
      label = "Projection",
      choices = {
        AS_PRESET,
        "fixed",
        "gaussian",
        "inverse",
        "learned-additive",
        "learned-masked",
        "learned-multiplicative"
      },
      persist = false,
      description =
          "From voxels to pixels. fixed: at the centre of each field; gaussian: all over it; inverse:"
              + " the image whose fields answer as the voxels did; learned: begins as fixed and is"
              + " trained with the network; preset: what the preset says")
  private String projection = AS_PRESET;

  @Parameter(
      label = "Override",
      required = false,
      persist = false,
      description =
          "Settings of the preset to replace, such as: epochs=40 batchSize=8; of ridge:"
              + " lambdas=[0.1,1,10] innerFolds=5")
  private String override = "";

  @Parameter(
      label = "Least r2 of a field",
      min = "0",
      max = "1",
      stepSize = "0.05",
      persist = false,
      description =
          "Voxels whose field explains less on held-out samples are not used; shen2019 and ridge"
              + " use all")
  private double minR2 = 0.05;

  @Parameter(label = "Seed", min = "0", persist = false, description = "Fixes every random choice")
  private int seed = 1;

  @Parameter(
      label = "Validation share",
      min = "0",
      max = "0.5",
      stepSize = "0.05",
      persist = false,
      description =
          "Share of the training runs (of a film) or pictures (of trials) to hold out and measure"
              + " on; the model is then that of the best measurement; 0: none")
  private double validation = 0;

  @Parameter(
      label = "Measure every so many epochs",
      min = "0.01",
      stepSize = "0.5",
      persist = false,
      description = "Passes over the training examples between measurements, if some are held out")
  private double validateEvery = 1;

  @Parameter(
      label = "Patience",
      min = "0",
      persist = false,
      description = "Measurements in a row without a better one that end the training; 0: never")
  private int patience = 0;

  @Parameter(
      label = "Minutes between checkpoints",
      min = "0.01",
      stepSize = "1",
      persist = false,
      description = "What a power cut costs at most; a checkpoint is made at the end in any case")
  private double checkpointMin = 2;

  @Parameter(
      label = "Resume",
      persist = false,
      description = "Go on from the newest checkpoint of the run folder")
  private boolean resume = false;

  @Parameter(
      label = "Threads",
      min = "0",
      persist = false,
      description = "Processor threads; 0 takes all")
  private int threads = 0;

  @Parameter(
      label = "If the run folder exists",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Parameter(type = ItemIO.OUTPUT, label = "Model folder")
  private String modelFolder;

  @Override
  protected void execute(Progress progress) {
    TrainRequest request =
        new TrainRequest(
            dataset.toPath(),
            run.toPath(),
            model,
            preset,
            overrides(),
            minR2,
            seed,
            start(),
            threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
            new TrainingCare(validation, validateEvery, patience, checkpointMin));
    TrainJob job = new TrainJob(request, CommandProvenance.of(this, seed));
    modelFolder = job.run(progress).toString();
    job.warnings().forEach(line -> IJ.log("warning: " + line));
  }

  private String overrides() {
    if (model.equals("shen2019") && !projection.equals(AS_PRESET)) {
      throw new BadInputException(
          "option projection", "preset: shen2019 has none", projection, "leave it out");
    }
    return projection.equals(AS_PRESET) ? override : override + " projection=" + projection;
  }

  private TrainRequest.Start start() {
    boolean replace = ifExists.equals(OutputFolder.REPLACE);
    if (!resume) return replace ? TrainRequest.Start.REPLACE : TrainRequest.Start.NEW;
    if (replace) {
      throw new BadInputException(
          "option ifexists",
          "stop, or nothing, together with resume",
          "replace",
          "leave out resume to start anew, or ifexists to go on");
    }
    return TrainRequest.Start.RESUME;
  }
}
