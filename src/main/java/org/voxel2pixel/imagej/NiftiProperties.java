// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import java.util.Arrays;
import java.util.Optional;
import org.voxel2pixel.BadInputException;

/**
 * What an image keeps of the NIfTI file that it was read from, as properties that macros read with
 * {@code Property.get("nifti.affine")}. ImageJ hands them on to duplicates and writes them into its
 * TIFF files.
 *
 * @param file {@code nifti.file}: absolute path
 * @param shape {@code nifti.shape}: nx, ny, nz, volumes
 * @param affine {@code nifti.affine}: 12 numbers, row by row, from (i, j, k) to mm (RAS)
 * @param axes {@code nifti.axes}: where i, j and k run to, such as LAS; {@code unknown} if the file
 *     does not say
 * @param trSec {@code nifti.tr}: seconds; 0 if the file does not state it
 * @param datatype {@code nifti.datatype}: how the file stores voxels, such as int16
 * @param sclSlope {@code nifti.scl_slope}: as applied; 1 for none
 * @param sclInter {@code nifti.scl_inter}: as applied; 0 for none
 */
public record NiftiProperties(
    String file,
    VolumeHyperstack.Shape shape,
    VoxelAffine affine,
    String axes,
    double trSec,
    String datatype,
    double sclSlope,
    double sclInter) {
  /** The {@link #axes} of a file that does not say. */
  public static final String UNKNOWN_AXES = "unknown";

  private static final String FILE = "nifti.file";
  private static final String SHAPE = "nifti.shape";
  private static final String AFFINE = "nifti.affine";
  private static final String AXES = "nifti.axes";
  private static final String TR = "nifti.tr";
  private static final String DATATYPE = "nifti.datatype";
  private static final String SCL_SLOPE = "nifti.scl_slope";
  private static final String SCL_INTER = "nifti.scl_inter";

  /** Gives the image these properties. */
  public void writeTo(ImagePlus image) {
    image.setProp(FILE, file);
    image.setProp(
        SHAPE, shape.nx() + " " + shape.ny() + " " + shape.nz() + " " + shape.volumeCount());
    image.setProp(AFFINE, affine.toString());
    image.setProp(AXES, axes);
    image.setProp(TR, Double.toString(trSec));
    image.setProp(DATATYPE, datatype);
    image.setProp(SCL_SLOPE, Double.toString(sclSlope));
    image.setProp(SCL_INTER, Double.toString(sclInter));
  }

  /**
   * The properties of an image that was read by Voxel2Pixel; empty for others.
   *
   * @throws BadInputException if a script has put something else in their place
   */
  public static Optional<NiftiProperties> of(ImagePlus image) {
    if (image.getProp(AFFINE) == null) return Optional.empty();
    double[] shape = numbers(image, SHAPE, 4);
    double[] affine = numbers(image, AFFINE, 12);
    if (!VoxelAffine.isAffine(affine)) throw bad(image, AFFINE, "12 numbers of rank 3");
    for (double length : shape) {
      if (length != (int) length || length < 1) throw bad(image, SHAPE, "whole numbers from 1");
    }
    return Optional.of(
        new NiftiProperties(
            text(image, FILE),
            new VolumeHyperstack.Shape(
                (int) shape[0], (int) shape[1], (int) shape[2], (int) shape[3]),
            new VoxelAffine(affine),
            text(image, AXES),
            numbers(image, TR, 1)[0],
            text(image, DATATYPE),
            numbers(image, SCL_SLOPE, 1)[0],
            numbers(image, SCL_INTER, 1)[0]));
  }

  /** Whether the file says where left, front and top are. */
  public boolean isOriented() {
    return !axes.equals(UNKNOWN_AXES);
  }

  private static String text(ImagePlus image, String key) {
    String text = image.getProp(key);
    if (text == null) throw bad(image, key, "a text");
    return text;
  }

  private static double[] numbers(ImagePlus image, String key, int count) {
    String expected = count + " number" + (count == 1 ? "" : "s");
    try {
      double[] numbers =
          Arrays.stream(text(image, key).strip().split("\\s+"))
              .mapToDouble(Double::parseDouble)
              .toArray();
      if (numbers.length != count) throw bad(image, key, expected);
      return numbers;
    } catch (NumberFormatException e) {
      throw bad(image, key, expected);
    }
  }

  private static BadInputException bad(ImagePlus image, String key, String expected) {
    return new BadInputException(
        image.getTitle() + ", property " + key,
        expected,
        "\"" + image.getProp(key) + "\"",
        "open the file again with File > Import > NIfTI (fMRI)...");
  }
}
