// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.CrossValidationFolds;
import org.voxel2pixel.dataset.CrossValidationFolds.Protocol;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.engine.CrossValidationJob;
import org.voxel2pixel.evaluation.HeldOutEvaluation;
import org.voxel2pixel.evaluation.ImageSet;
import org.voxel2pixel.evaluation.Montage;
import org.voxel2pixel.evaluation.Presentations;
import org.voxel2pixel.imagej.ImageHeader;
import org.voxel2pixel.imagej.Png;
import org.voxel2pixel.imagej.RgbStack;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/**
 * Reconstructs every sample of a dataset by a model that was fitted without it, and measures how
 * good that is: what a small dataset can tell, where a fixed test split is too small.
 */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Cross-Validate Reconstruction...",
    headless = true)
public final class CrossValidateReconstruction extends Voxel2PixelCommand {
  private static final int RGB = 3;
  private static final String APPEND = "append";

  @Parameter(
      label = "Dataset folder",
      style = "directory",
      persist = false,
      description = "Samples of both splits take part, each held out once")
  private File dataset;

  @Parameter(
      label = "Model",
      choices = {"ridge", "shen2019"},
      persist = false,
      description = "ridge: linear, from responses to pixels; fitted anew for each fold")
  private String model = "ridge";

  @Parameter(
      label = "Override",
      required = false,
      persist = false,
      description =
          "Settings of the model to replace, such as: lambdas=[0.1,1,10] innerFolds=5;"
              + " of shen2019 at least imagePx and cropPx, both the side of the pictures")
  private String override = "";

  @Parameter(
      label = "Hold out",
      choices = {"kfold", "leave-one-stimulus-out", "leave-one-run-out"},
      persist = false,
      description =
          "kfold: parts of the pictures, by the seed; or each picture, or each run, in its turn;"
              + " pictures of a run may be known from other runs")
  private String protocol = "kfold";

  @Parameter(
      label = "Folds",
      min = "2",
      max = "100000",
      persist = false,
      description = "Parts of kfold; the others have as many as there are pictures or runs")
  private int folds = 10;

  @Parameter(label = "Seed", min = "0", persist = false, description = "Of folds and shuffles")
  private int seed = 1;

  @Parameter(
      label = "Shuffled cross-validations",
      min = "0",
      max = "10000",
      persist = false,
      description = "Repetitions with training responses dealt out again, for the null; 0 for none")
  private int nulls = 10;

  @Parameter(
      label = "Name of the set",
      required = false,
      persist = false,
      description = "In the table; the dataset folder's name if nothing")
  private String name = "";

  @Parameter(
      label = "Table (CSV)",
      style = "save",
      required = false,
      persist = false,
      description = "File to write, with a .json beside it that says how; or nothing")
  private File table;

  @Parameter(
      label = "If the table exists",
      choices = {"replace", APPEND},
      persist = false)
  private String ifTable = "replace";

  @Parameter(
      label = "Montage (PNG)",
      style = "save",
      required = false,
      persist = false,
      description = "Picture to write of presented beside reconstructed; or nothing")
  private File montage;

  @Parameter(
      label = "Pairs on the montage",
      min = "1",
      max = "48",
      persist = false,
      description = "Spread evenly over the samples")
  private int pairs = 24;

  @Parameter(type = ItemIO.OUTPUT)
  private ResultsTable measures;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus sideBySide;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus reconstruction;

  @Override
  protected void execute(Progress progress) {
    try (Dataset opened = Dataset.open(dataset.toPath())) {
      CrossValidationFolds parts =
          CrossValidationFolds.of(opened, protocol(), folds, seed, progress);
      tell(parts, opened);
      CrossValidationJob job = new CrossValidationJob(opened, parts, model, override, seed);
      CrossValidationJob.HeldOut result = job.run(progress);
      List<List<float[]>> shuffled = new ArrayList<>();
      for (int n = 0; n < nulls; n++) {
        progress.report("shuffled cross-validation", n, nulls);
        shuffled.add(job.runShuffled(seed + 1L + n, progress));
      }
      CrossValidationTable measured = measure(opened, parts, result, shuffled, progress);
      measures = measured.shown();
      Provenance how = CommandProvenance.of(this, seed, opened);
      if (table != null) write(measured, how);
      show(opened, parts, result, how);
    }
  }

  private Protocol protocol() {
    return Protocol.valueOf(protocol.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static void tell(CrossValidationFolds parts, Dataset opened) {
    int pictures = IntStream.of(parts.picture()).max().orElse(-1) + 1;
    IJ.log(
        String.format(
            Locale.ROOT,
            "%d samples of %d pictures, %d voxels, %d folds",
            parts.rows().length,
            pictures,
            opened.voxelCount(),
            parts.foldCount()));
    if (parts.seenPictures() > 0) {
      IJ.log(
          parts.seenPictures()
              + " held-out samples show a picture that their fold has learned from in other"
              + " samples: this measures recognition among known pictures, not reconstruction of"
              + " new ones");
    }
  }

  private CrossValidationTable measure(
      Dataset opened,
      CrossValidationFolds parts,
      CrossValidationJob.HeldOut result,
      List<List<float[]>> shuffled,
      Progress progress) {
    List<String> kinds =
        IntStream.of(parts.rows()).mapToObj(r -> opened.samples().get(r).trialType()).toList();
    Presentations shown =
        Presentations.of(
            opened.frameWidthPx(),
            opened.frameHeightPx(),
            result.presented(),
            parts.picture(),
            kinds);
    String set = name.isBlank() ? opened.folder().getFileName().toString() : name.strip();
    return new CrossValidationTable(
        set,
        protocol.equals("kfold") ? folds + "-fold" : protocol,
        model,
        HeldOutEvaluation.evaluate(
            shown, result.reconstructed(), result.meanImages(), shuffled, progress));
  }

  private void write(CrossValidationTable result, Provenance how) {
    if (ifTable.equals(APPEND)) result.append(table.toPath(), how);
    else result.write(table.toPath(), how);
  }

  private void show(
      Dataset opened,
      CrossValidationFolds parts,
      CrossValidationJob.HeldOut result,
      Provenance how) {
    List<String> labels = new ArrayList<>();
    for (int row : parts.rows()) labels.add(SampleLabel.of(opened, row));
    ImageHeader header = StackHeader.of("held-out reconstruction", opened, how);
    reconstruction = RgbStack.ofFloats(header, result.reconstructed(), labels);
    int width = opened.frameWidthPx();
    int height = opened.frameHeightPx();
    List<float[]> beside = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      beside.add(beside(result.presented().get(i), result.reconstructed().get(i), width, height));
    }
    sideBySide =
        RgbStack.ofFloats(
            new ImageHeader(
                "presented beside held-out reconstruction",
                2 * width,
                height,
                opened.grid().degPerPx(),
                opened.trSec(),
                how.toText() + StackHeader.samplesLine(opened) + "\n"),
            beside,
            labels);
    if (montage == null) return;
    ImageSet presented = new ImageSet(width, height, RGB, result.presented());
    ImageSet reconstructed = ImageSet.clipped(width, height, RGB, result.reconstructed());
    int[] which = Montage.evenlySpread(labels.size(), pairs);
    ImagePlus picture = new ImagePlus("montage", Montage.of(presented, reconstructed, which));
    picture.setProperty("Info", how.toText());
    Png.save(picture, montage.toPath());
  }

  private static float[] beside(float[] left, float[] right, int width, int height) {
    float[] both = new float[left.length + right.length];
    int line = width * RGB;
    for (int y = 0; y < height; y++) {
      System.arraycopy(left, y * line, both, 2 * y * line, line);
      System.arraycopy(right, y * line, both, (2 * y + 1) * line, line);
    }
    return both;
  }
}
