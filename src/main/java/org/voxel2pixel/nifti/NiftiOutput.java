// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

/**
 * What a file to be written holds. Made by {@link #of}, then changed where need be:
 *
 * <pre>{@code NiftiOutput.of(grid, 300, 0.7, NiftiType.INT16).scaled(0.01, 0)}</pre>
 *
 * @param volumeCount at least 1; 1 makes a 3-D file
 * @param trSec seconds from one volume to the next; 0 if there is no such thing
 * @param sclSlope {@code value = sclSlope * stored + sclInter}, both rounded to float
 * @param sclInter see sclSlope
 * @param calMin value shown darkest; equal to calMax if it is left to the viewer
 * @param calMax value shown brightest
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
    double calMax) {

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
  }

  /** Values as they are, without a meaning or a range to show them in. */
  public static NiftiOutput of(NiftiGrid grid, int volumeCount, double trSec, NiftiType type) {
    return new NiftiOutput(grid, volumeCount, trSec, type, 1, 0, NiftiIntent.NONE, 0, 0);
  }

  /** The same, stored as {@code (value - inter) / slope}. */
  public NiftiOutput scaled(double slope, double inter) {
    return new NiftiOutput(grid, volumeCount, trSec, type, slope, inter, intent, calMin, calMax);
  }

  /** The same, with a meaning. */
  public NiftiOutput meaning(NiftiIntent intent) {
    return new NiftiOutput(
        grid, volumeCount, trSec, type, sclSlope, sclInter, intent, calMin, calMax);
  }

  /** The same, to be shown in this range. */
  public NiftiOutput shown(double calMin, double calMax) {
    return new NiftiOutput(
        grid, volumeCount, trSec, type, sclSlope, sclInter, intent, calMin, calMax);
  }

  /** As a reader will have it. */
  Scaling scaling() {
    return new Scaling((float) sclSlope, (float) sclInter);
  }
}
