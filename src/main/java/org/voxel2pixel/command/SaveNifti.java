// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.nio.file.Files;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/**
 * Writes the active image as NIfTI-1: slices as slices, frames as volumes, in the order in which
 * ImageJ holds them. The affine is that of the file that the image was read from while the image
 * has its size; else the calibration's voxel size, with a warning that left and right are not
 * known. Values are those that ImageJ shows, and none is rounded or clipped.
 */
@Plugin(
    type = Command.class,
    menuPath = "File>Save As>NIfTI-1 (fMRI)...",
    headless = true,
    description =
        "Writes the active image with the affine of the file that it was read from. Nothing is"
            + " flipped; an image that was flipped or turned in ImageJ keeps the old affine")
public final class SaveNifti extends Voxel2PixelCommand {
  @Parameter(
      label = "Image",
      persist = false,
      description = "Grey image, stack or hyperstack of 1 channel; the active one if none is named")
  private ImagePlus image;

  @Parameter(
      label = "NIfTI file",
      style = "save",
      persist = false,
      description = "File to write, named .nii or .nii.gz")
  private File path;

  @Parameter(
      label = "Data type",
      choices = {"auto", "uint8", "int16", "uint16", "int32", "float32", "float64"},
      persist = false,
      description =
          "auto: that of the file that was read, or of an 8- or 16-bit image, if it holds every"
              + " value, and else float32; a type that does not hold every value is refused")
  private String datatype = NiftiStorage.AUTO;

  @Parameter(
      label = "If the file exists",
      choices = {"stop", "replace"},
      persist = false)
  private String ifExists = "stop";

  @Override
  protected void execute(Progress progress) {
    if (ifExists.equals("stop") && Files.exists(path.toPath())) {
      throw new BadInputException(
          path,
          "the name of a file that does not exist yet",
          "one that exists",
          "choose another name, or ifexists=replace");
    }
    NiftiSaving.Saved saved = NiftiSaving.save(image, path.toPath(), datatype, progress);
    for (String warning : saved.warnings()) IJ.log("warning: " + warning);
    String type = saved.storage().type().name().toLowerCase(Locale.ROOT);
    IJ.log(image.getTitle() + " written to " + path + " as " + type);
  }
}
