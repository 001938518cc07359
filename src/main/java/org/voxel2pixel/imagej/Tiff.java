// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.RoiEncoder;
import ij.io.TiffEncoder;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFile;

/**
 * Writes images as ImageJ's TIFF, with labels, calibration, Info and selection; a virtual stack is
 * read plane by plane. Unlike ImageJ's own {@code FileSaver}, failure is an exception, not a
 * dialog, the file is whole or not there, and the image keeps its title. Above 4 GiB only ImageJ
 * and what knows its form of TIFF read the stack beyond its first plane.
 */
public final class Tiff {
  private static final int BLOCK = 1 << 16;

  private Tiff() {}

  /** Writes all planes of the image; an older file of that name is replaced. */
  public static void save(ImagePlus image, Path target) {
    save(image, target, Progress.silent());
  }

  /** As above; stops when it is to be cancelled, and then leaves no new file. */
  public static void save(ImagePlus image, Path target, Progress progress) {
    TiffEncoder encoder = new TiffEncoder(describe(image));
    WholeFile.write(
        target,
        out -> {
          OutputStream blocks = new BufferedOutputStream(new Cancellable(out, progress), BLOCK);
          encoder.write(blocks);
          blocks.flush();
        });
  }

  /** Asks before each block, for the labels of a million planes take seconds. */
  private static final class Cancellable extends FilterOutputStream {
    private final Progress progress;

    Cancellable(OutputStream out, Progress progress) {
      super(out);
      this.progress = progress;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      progress.checkCancelled();
      out.write(bytes, offset, length);
    }
  }

  private static FileInfo describe(ImagePlus image) {
    FileInfo file = image.getFileInfo();
    FileSaver saver = new FileSaver(image);
    ImageStack stack = image.getStack();
    file.nImages = image.getStackSize();
    if (file.nImages > 1 && stack instanceof VirtualStack planes) {
      file.virtualStack = planes;
    } else {
      file.pixels = file.nImages == 1 ? image.getProcessor().getPixels() : stack.getImageArray();
    }
    file.info = image.getInfoProperty();
    file.description = saver.getDescriptionString();
    if (image.getNChannels() > 1 && !(image instanceof CompositeImage)) showAsItIs(image, file);
    file.sliceLabels = labels(stack);
    file.properties = image.getPropertiesAsArray();
    if (image.getRoi() != null) file.roi = RoiEncoder.saveAsByteArray(image.getRoi());
    if (image instanceof CompositeImage) saver.saveDisplayRangesAndLuts(image, file);
    return file;
  }

  /**
   * ImageJ would show channels that say nothing of this in seven colours, each in its own range.
   */
  private static void showAsItIs(ImagePlus image, FileInfo file) {
    file.description = file.description.replace("\0", "") + "mode=grayscale\n";
    file.displayRanges = new double[2 * image.getNChannels()];
    for (int n = 0; n < file.displayRanges.length; n++) {
      file.displayRanges[n] = n % 2 == 0 ? image.getDisplayRangeMin() : image.getDisplayRangeMax();
    }
  }

  private static String[] labels(ImageStack stack) {
    String[] labels = new String[stack.getSize()];
    boolean any = false;
    for (int n = 1; n <= labels.length; n++) {
      labels[n - 1] = stack.getSliceLabel(n);
      any |= labels[n - 1] != null;
    }
    return any ? labels : null;
  }
}
