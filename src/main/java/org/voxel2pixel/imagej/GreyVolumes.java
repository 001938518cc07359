// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import org.voxel2pixel.BadInputException;

/**
 * An open image, whoever opened it, as volumes of values: its slices are the volume's slices, its
 * frames the volumes. Values are those that ImageJ shows, with its calibration function (which is
 * how it shows signed 16-bit numbers), and with what {@link NiftiOrigin} knows of their scaling. No
 * more than a volume is in memory beside the image.
 */
public final class GreyVolumes {
  private static final int MOST_VOXELS = Integer.MAX_VALUE - 8; // the longest Java array

  private final ImagePlus image;
  private final NiftiOrigin origin;
  private final float[] table; // 8- and 16-bit values to calibrated ones; null for none

  private GreyVolumes(ImagePlus image) {
    this.image = image;
    this.origin = NiftiOrigin.of(image);
    this.table = table(image);
  }

  /**
   * @throws BadInputException for an RGB image, one of several channels, a volume too large for an
   *     array, or a calibration that gives no numbers
   */
  public static GreyVolumes of(ImagePlus image) {
    if (image.getType() == ImagePlus.COLOR_RGB) {
      throw new BadInputException(
          image.getTitle(),
          "one value a voxel",
          "an RGB image",
          "make it grey with Image > Type, or split its channels");
    }
    if (image.getNChannels() > 1) {
      throw new BadInputException(
          image.getTitle(),
          "1 channel",
          image.getNChannels() + " channels",
          "split them (Image > Color > Split Channels), or call them slices or frames"
              + " (Image > Properties...)");
    }
    double voxels = (double) image.getWidth() * image.getHeight() * image.getNSlices();
    if (voxels > MOST_VOXELS) {
      throw new BadInputException(
          image.getTitle(),
          "at most " + MOST_VOXELS + " voxels a volume",
          (long) voxels + " voxels",
          "crop it");
    }
    return new GreyVolumes(image);
  }

  private static float[] table(ImagePlus image) {
    Calibration calibration = image.getCalibration();
    if (image.getBitDepth() > 16 || !calibration.calibrated()) return null;
    float[] table = new float[1 << image.getBitDepth()];
    boolean anyNumber = false;
    for (int stored = 0; stored < table.length; stored++) {
      table[stored] = (float) calibration.getCValue(stored);
      anyNumber |= !Float.isNaN(table[stored]);
    }
    if (!anyNumber) {
      throw new BadInputException(
          image.getTitle(),
          "a calibration function that gives numbers",
          "one that gives NaN for every value",
          "open the file with File > Import > NIfTI (fMRI)..., or correct it in Analyze >"
              + " Calibrate...");
    }
    return table;
  }

  public VolumeHyperstack.Shape shape() {
    return new VolumeHyperstack.Shape(
        image.getWidth(), image.getHeight(), image.getNSlices(), image.getNFrames());
  }

  /** Where the voxels lie and what is not known of them. */
  public NiftiOrigin origin() {
    return origin;
  }

  /**
   * Seconds from volume to volume; 0 if there is one only, or the calibration does not say.
   *
   * @throws BadInputException if its unit is no unit of time
   */
  public double trSec() {
    return CalibrationUnits.trSec(image);
  }

  /**
   * Reads a volume.
   *
   * @param t from 0
   * @param volume filled as {@code [(slice * ny + y) * nx + x]}
   */
  public void read(int t, float[] volume) {
    int planeLength = image.getWidth() * image.getHeight();
    if (volume.length != planeLength * image.getNSlices()) {
      throw new IllegalArgumentException(
          "volume must have " + planeLength * image.getNSlices() + " values, was " + volume.length);
    }
    for (int k = 0; k < image.getNSlices(); k++) {
      ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(1, k + 1, t + 1));
      int first = k * planeLength;
      for (int n = 0; n < planeLength; n++) {
        double shown = table == null ? plane.getf(n) : table[plane.get(n)];
        volume[first + n] = (float) origin.scaled(shown);
      }
    }
  }
}
