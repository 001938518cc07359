// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.scijava.io.AbstractIOPlugin;
import org.scijava.io.IOPlugin;
import org.scijava.io.location.FileLocation;
import org.scijava.io.location.Location;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nifti.NiftiMagic;

/**
 * NIfTI for SciJava's {@code IOService}, as the two commands do it with their defaults. It is not
 * eager: Fiji would then hand every {@code open()} of a macro to it and show nothing.
 */
@Plugin(type = IOPlugin.class)
public final class NiftiFileFormat extends AbstractIOPlugin<ImagePlus> {

  @Override
  public Class<ImagePlus> getDataType() {
    return ImagePlus.class;
  }

  /** By name and magic: neither Analyze 7.5 nor what only has the name. */
  @Override
  public boolean supportsOpen(Location source) {
    return source instanceof FileLocation file && NiftiMagic.isNifti(file.getFile().toPath());
  }

  @Override
  public boolean supportsSave(Location destination) {
    return destination instanceof FileLocation file
        && NiftiMagic.isSingleName(file.getFile().toPath());
  }

  @Override
  public ImagePlus open(Location source) throws IOException {
    try {
      NiftiImage.Opened opened =
          NiftiImage.open(path(source), NiftiImage.Storage.AUTO, Progress.silent());
      for (String warning : opened.warnings()) IJ.log("warning: " + warning);
      return opened.image();
    } catch (BadInputException | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** An older file of that name is replaced, as by other formats. */
  @Override
  public void save(ImagePlus image, Location destination) throws IOException {
    try {
      NiftiSaving.Saved saved =
          NiftiSaving.save(image, path(destination), NiftiStorage.AUTO, Progress.silent());
      for (String warning : saved.warnings()) IJ.log("warning: " + warning);
    } catch (BadInputException | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Path path(Location location) throws IOException {
    if (location instanceof FileLocation file) return file.getFile().toPath();
    throw new IOException("NIfTI is read from and written to files only, not " + location);
  }
}
