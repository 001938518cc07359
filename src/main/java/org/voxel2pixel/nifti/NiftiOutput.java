// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.charset.StandardCharsets;

/**
 * What a file to be written holds. Made by {@link #of}, then changed where need be:
 *
 * <pre>{@code NiftiOutput.of(grid, 300, 0.7, NiftiType.INT16).scaled(0.01, 0)}</pre>
 *
 * @param volumeCount at least 1; 1 makes a 3-D file
 * @param trSec seconds from one volume to the next; 0 if there is no such thing
 * @param sclSlope {@code value = sclSlope * stored + sclInter}, both rounded to float
 * @param sclInter see sclSlope
 * @param intent what the numbers are
 * @param calMin value shown darkest; equal to calMax if it is left to the viewer
 * @param calMax value shown brightest
 * @param placement what the grid's affine relates to; a file with no code at all says only the
 *     voxels' sizes
 * @param description at most 79 characters of Latin-1 for people
 */
public record NiftiOutput(
    NiftiGrid grid,
    int volumeCount,
    double trSec,
    NiftiType type,
    double sclSlope,
    double sclInter,
    NiftiIntent intent,
    double calMin,
    double calMax,
    NiftiPlacement placement,
    String description) {

  private static final int LONGEST_DESCRIPTION = HeaderField.DESCRIP.count() - 1;

  public NiftiOutput {
    if (volumeCount < 1) {
      throw new IllegalArgumentException("volumeCount must be >= 1, was " + volumeCount);
    }
    if (!(trSec >= 0) || !Float.isFinite((float) trSec)) {
      throw new IllegalArgumentException("trSec must be finite and >= 0, was " + trSec);
    }
    float slope = (float) sclSlope;
    if (slope == 0 || !Float.isFinite(slope)) {
      throw new IllegalArgumentException("sclSlope must be finite and not 0, was " + sclSlope);
    }
    if (!Float.isFinite((float) sclInter)) {
      throw new IllegalArgumentException("sclInter must be finite, was " + sclInter);
    }
    if (!(calMin <= calMax) || !Float.isFinite((float) (calMax - calMin))) {
      throw new IllegalArgumentException(
          "calMin <= calMax must hold, both finite, was " + calMin + ".." + calMax);
    }
    placement.requireShapeOf(grid);
    boolean storable = StandardCharsets.ISO_8859_1.newEncoder().canEncode(description);
    if (!storable || description.length() > LONGEST_DESCRIPTION || description.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          "description must be at most "
              + LONGEST_DESCRIPTION
              + " characters of Latin-1, was "
              + description);
    }
  }

  /** Values as they are, without a meaning or a range to show them in. */
  public static NiftiOutput of(NiftiGrid grid, int volumeCount, double trSec, NiftiType type) {
    return new NiftiOutput(
        grid,
        volumeCount,
        trSec,
        type,
        1,
        0,
        NiftiIntent.NONE,
        0,
        0,
        NiftiPlacement.ALIGNED,
        "Voxel2Pixel");
  }

  /** The same, stored as {@code (value - inter) / slope}. */
  public NiftiOutput scaled(double slope, double inter) {
    return with(slope, inter, intent, calMin, calMax, placement, description);
  }

  /** The same, with a meaning. */
  public NiftiOutput meaning(NiftiIntent intent) {
    return with(sclSlope, sclInter, intent, calMin, calMax, placement, description);
  }

  /** The same, to be shown in this range. */
  public NiftiOutput shown(double calMin, double calMax) {
    return with(sclSlope, sclInter, intent, calMin, calMax, placement, description);
  }

  /** The same, lying where another file lies. */
  public NiftiOutput placed(NiftiPlacement placement) {
    return with(sclSlope, sclInter, intent, calMin, calMax, placement, description);
  }

  /** The same, with a text for people. */
  public NiftiOutput described(String description) {
    return with(sclSlope, sclInter, intent, calMin, calMax, placement, description);
  }

  private NiftiOutput with(
      double slope,
      double inter,
      NiftiIntent intent,
      double calMin,
      double calMax,
      NiftiPlacement placement,
      String description) {
    return new NiftiOutput(
        grid,
        volumeCount,
        trSec,
        type,
        slope,
        inter,
        intent,
        calMin,
        calMax,
        placement,
        description);
  }

  /** As a reader will have it. */
  Scaling scaling() {
    return new Scaling((float) sclSlope, (float) sclInter);
  }
}
