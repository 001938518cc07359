// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.FrameSettings;
import org.voxel2pixel.dataset.OwnFields;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.StoredFields;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.visualfield.PixelGrid;

/** Pictures of receptive fields: on the stimulus, coverage, size against eccentricity, R². */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Show Receptive Fields...",
    headless = true)
public final class ShowReceptiveFields extends Voxel2PixelCommand {
  /** Pixels of the coverage of a table, which has no frames: those of Brain2Pix. */
  private static final int TABLE_PX = 96;

  private static final int MIDDLE = -1;

  @Parameter(
      label = "Dataset folder or table",
      persist = false,
      description =
          "Folder that Prepare Dataset made (or the dataset.json in it), or a table (.tsv) of"
              + " fields with index, x_deg, y_deg, sigma_deg, r2 and perhaps i, j, k, roi")
  private File fields;

  @Parameter(
      label = "Frame (-1: middle)",
      min = "-1",
      persist = false,
      description =
          "Number, from 0, of the dataset's frame to draw on; -1 takes the middle of the test film,"
              + " or of the training film if there is none. Grey without frames")
  private int frame = MIDDLE;

  @Parameter(
      label = "Least r2 of a field",
      min = "0",
      max = "1",
      stepSize = "0.05",
      persist = false,
      description = "Fields that explain less are not drawn")
  private double minR2 = 0.05;

  @Parameter(
      label = "Regions (empty: all)",
      required = false,
      persist = false,
      description =
          "Those to draw, in the order of their colours, such as: V1 V2 V3; empty takes all")
  private String regions = "";

  @Parameter(
      label = "Screen width of a table (degrees)",
      min = "0",
      persist = false,
      description = "With a table: of the square screen to draw; 0 with a dataset, which knows it")
  private double screenDeg = 0;

  @Parameter(
      label = "Folder for PNG files",
      style = "directory",
      required = false,
      persist = false,
      description =
          "Gets fields.png, coverage.png, sizes.png and r2.png, each with a .json beside it; or"
              + " nothing")
  private File folder;

  @Parameter(
      label = "If these files exist",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus r2Histogram;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus sizePlot;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus coverage;

  // The last one shown is the active one.
  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus fieldPicture;

  @Override
  protected void execute(Progress progress) {
    if (folder != null) FieldFigures.requireFree(folder.toPath(), ifExists);
    Path path = fields.toPath();
    boolean isDataset = Files.isDirectory(path) || fields.getName().equals("dataset.json");
    if (isDataset) drawDataset(Files.isDirectory(path) ? path : parent(path), progress);
    else drawTable(path, progress);
  }

  private static Path parent(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private void drawDataset(Path path, Progress progress) {
    if (screenDeg != 0) {
      throw new BadInputException(
          "option screendeg",
          "0 with a dataset, which knows its screen",
          "" + screenDeg,
          "omit it");
    }
    try (Dataset opened = Dataset.open(path)) {
      ShownFields shown = shown(StoredFields.of(opened), opened.grid(), frameOf(opened));
      if (opened.warp() != FrameSettings.Warp.NONE) {
        IJ.log("the frames are fisheye frames: fields and degrees are those of the frames");
      }
      draw(shown, CommandProvenance.of(this, 0, opened), progress);
    }
  }

  private void drawTable(Path table, Progress progress) {
    if (frame != MIDDLE) {
      throw new BadInputException(
          "option frame", "-1 with a table, which has no frames", "" + frame, "omit it");
    }
    if (!(screenDeg > 0 && screenDeg <= 360)) {
      throw new BadInputException(
          "option screendeg",
          "with a table, the width of the screen in degrees",
          "" + screenDeg,
          "give it, such as screendeg=20");
    }
    OwnFields.requireUnwarpedTable(table);
    PixelGrid grid = new PixelGrid(TABLE_PX, TABLE_PX, screenDeg);
    ShownFields shown = shown(StoredFields.read(table), grid, Optional.empty());
    Map<String, String> hash = Map.of(table.getFileName().toString(), Provenance.sha256(table));
    draw(shown, CommandProvenance.of(this, 0).withInputs(hash), progress);
  }

  private ShownFields shown(StoredFields stored, PixelGrid grid, Optional<ShownFields.Frame> on) {
    List<String> wanted = List.of(regions.strip().split("[\\s,;]+"));
    List<String> named = regions.isBlank() ? stored.regions() : wanted.stream().distinct().toList();
    StoredFields all = stored.in(named);
    return new ShownFields(named, all, all.above(minR2), minR2, grid, on);
  }

  private Optional<ShownFields.Frame> frameOf(Dataset opened) {
    int number = frame == MIDDLE ? middleFrame(opened) : frame;
    if (number == MIDDLE) return Optional.empty();
    if (number < 0 || number >= opened.frameCount()) {
      throw new BadInputException(
          "option frame",
          "a frame from 0 to " + (opened.frameCount() - 1) + ", or -1 for the middle",
          "" + frame,
          opened.frameCount() == 0 ? "omit it: this dataset has no frames" : "correct it");
    }
    byte[] rgb = new byte[3 * opened.grid().pixelCount()];
    opened.readFrame(number, rgb);
    return Optional.of(new ShownFields.Frame(opened.stimulusName(number), rgb));
  }

  private static int middleFrame(Dataset opened) {
    for (Split split : new Split[] {Split.TEST, Split.TRAIN}) {
      int[] rows = opened.examples(split);
      if (rows.length > 0) return opened.samples().get(rows[rows.length / 2]).stimulus();
    }
    return MIDDLE;
  }

  private void draw(ShownFields shown, Provenance how, Progress progress) {
    String info = how.toText() + shown.summary() + "\n";
    CoveragePicture counted = CoveragePicture.of(shown, progress);
    progress.report("drawing", 0, 1);
    Plot sizes = FieldPlots.sizes(shown);
    Plot histogram = FieldPlots.r2(shown);
    ImagePlus picture = FieldPicture.of(shown, info);
    progress.checkCancelled();
    if (folder != null) {
      Map<String, ImagePlus> figures = new LinkedHashMap<>();
      figures.put(FieldFigures.FIELDS, picture);
      figures.put(FieldFigures.COVERAGE, counted.figure());
      figures.put(FieldFigures.SIZES, FieldPlots.enlarged(sizes));
      figures.put(FieldFigures.R2, FieldPlots.enlarged(histogram));
      FieldFigures.write(folder.toPath(), figures, FieldFigures.json(shown, how));
    }
    IJ.log(shown.summary() + "; " + shown.offScreenCount() + " centres off the screen");
    r2Histogram = withInfo(histogram, info);
    sizePlot = withInfo(sizes, info);
    coverage = counted.hyperstack(info);
    fieldPicture = picture;
  }

  private static ImagePlus withInfo(Plot plot, String info) {
    ImagePlus image = plot.getImagePlus();
    image.setProperty("Info", info);
    return image;
  }
}
