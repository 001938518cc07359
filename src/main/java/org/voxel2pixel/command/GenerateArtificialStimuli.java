// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.dataset.JsonFile;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.imagej.ImageHeader;
import org.voxel2pixel.imagej.RgbStack;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.synthetic.ArtificialFolder;
import org.voxel2pixel.synthetic.ArtificialImage;
import org.voxel2pixel.synthetic.ArtificialSet;

/** Draws the coloured shapes and black letters of Shen et al. (2019), as files and as a stack. */
@Plugin(
    type = Command.class,
    menuPath = "Plugins>Voxel2Pixel>Generate Artificial Stimuli...",
    headless = true)
public final class GenerateArtificialStimuli extends Voxel2PixelCommand {
  private static final String HOW = "artificial-stimuli.json";
  private static final double SCREEN_DEG = 12; // Shen et al. 2019

  @Parameter(
      label = "Folder",
      style = "directory",
      persist = false,
      description = "Folder to make: a PNG an image, and stimuli.tsv, which says what each shows")
  private File folder;

  @Parameter(
      label = "Set",
      choices = {"both", "shapes", "letters"},
      persist = false,
      description = "shapes: 5 in 8 colours each; letters: 10, black")
  private String set = "both";

  @Parameter(
      label = "Image size (px)",
      min = "8",
      max = "1024",
      persist = false,
      description = "Side of the square images; a multiple of 10 keeps the shapes' edges sharp")
  private int sizePx = 250;

  @Parameter(
      label = "If the folder exists",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = OutputFolder.STOP;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus stack;

  @Override
  protected void execute(Progress progress) {
    List<ArtificialImage> images = images();
    Path target = folder.toPath();
    Provenance how = CommandProvenance.of(this, 0);
    OutputFolder.make(
        target,
        HOW,
        ifExists,
        () ->
            WholeFolder.write(
                target,
                growing -> {
                  ArtificialFolder.write(images, sizePx, growing, progress);
                  Files.writeString(growing.resolve(HOW), JsonFile.toText(how.toJson()));
                }));
    stack =
        RgbStack.ofBytes(
            new ImageHeader(
                "artificial stimuli", sizePx, sizePx, SCREEN_DEG / sizePx, 0, how.toText()),
            images.stream().map(image -> image.draw(sizePx).rgb()).toList(),
            images.stream().map(ArtificialImage::name).toList());
    IJ.log(images.size() + " artificial stimuli written to " + folder);
  }

  private List<ArtificialImage> images() {
    List<ArtificialImage> images = new ArrayList<>();
    if (!set.equals("letters")) images.addAll(ArtificialSet.SHAPES.images());
    if (!set.equals("shapes")) images.addAll(ArtificialSet.LETTERS.images());
    return images;
  }
}
