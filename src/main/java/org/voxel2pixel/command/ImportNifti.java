// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.Progress;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/**
 * Opens a NIfTI-1 or NIfTI-2 file as a calibrated 32-bit hyperstack. Voxels are drawn in the file's
 * order: columns are i, rows j (row 0 at the top, as ImageJ draws), slices k, frames volumes.
 * Nothing is flipped; the image's Info says which edge is the person's left.
 */
@Plugin(
    type = Command.class,
    menuPath = "File>Import>NIfTI (fMRI)...",
    headless = true,
    description =
        "Opens a NIfTI file in its own voxel order. Nothing is flipped: ImageJ draws row 0 at the"
            + " top. Image > Show Info... says which edge is the person's left")
public final class ImportNifti extends Voxel2PixelCommand {
  @Parameter(
      label = "NIfTI file",
      persist = false,
      description = ".nii, .nii.gz, or the .hdr or .img of a pair, each perhaps with .gz")
  private File path;

  @Parameter(
      label = "Virtual stack",
      choices = {"auto", "yes", "no"},
      persist = false,
      description =
          "yes: a plane is read when it is looked at; no: all are read into memory; auto: no for"
              + " less than 256 MB")
  private String virtual = "auto";

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus image;

  @Override
  protected void execute(Progress progress) {
    NiftiImage.Storage storage =
        switch (virtual) {
          case "yes" -> NiftiImage.Storage.LAZY;
          case "no" -> NiftiImage.Storage.IN_MEMORY;
          default -> NiftiImage.Storage.AUTO;
        };
    NiftiImage.Opened opened = NiftiImage.open(path.toPath(), storage, progress);
    for (String warning : opened.warnings()) IJ.log("warning: " + warning);
    image = opened.image();
  }
}
