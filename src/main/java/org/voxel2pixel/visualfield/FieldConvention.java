// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import org.voxel2pixel.BadInputException;

/**
 * How a mapping tool writes a receptive field: what its numbers count, from where, and in which
 * direction.
 *
 * <p>Pixels are those of the stimulus that the tool was given, {@link PixelGrid}: x to the right
 * whatever the {@link YDirection}; sizes and eccentricities in pixels are multiplied by its degrees
 * a pixel. FWHM = 2 sqrt(2 ln 2) sigma.
 *
 * @param coordinates what the first two numbers are
 * @param unit of x and y or of the eccentricity, and of the size; angles are always in degrees
 * @param y where y grows; polar coordinates are mirrored by DOWN
 * @param origin where x and y are 0
 * @param size what the third number is
 * @param fit what the fourth number is
 */
public record FieldConvention(
    Coordinates coordinates, Unit unit, YDirection y, Origin origin, Size size, Fit fit) {

  /** What the first two numbers are. */
  public enum Coordinates {
    /** x and y. */
    XY,
    /** Angle counter-clockwise from the right horizontal meridian, 90 up; eccentricity. */
    POLAR,
    /**
     * Angle from the upper vertical meridian, 90 horizontal, 180 down, in the right half of the
     * field, which the left hemisphere sees; eccentricity.
     */
    FROM_UPPER_RIGHTWARD,
    /** The same in the left half, which the right hemisphere sees. */
    FROM_UPPER_LEFTWARD
  }

  /** What lengths count. */
  public enum Unit {
    DEGREES,
    PIXELS
  }

  /** Where y grows. */
  public enum YDirection {
    UP,
    DOWN
  }

  /** Where x and y are 0. */
  public enum Origin {
    /** In the middle of the screen, at fixation. */
    CENTRE,
    /** The corner pixel's centre is (0, 0), that of the upper left where y grows down. */
    CORNER_0,
    /** The corner pixel's centre is (1, 1). */
    CORNER_1
  }

  /** What the third number is. */
  public enum Size {
    SIGMA,
    FWHM
  }

  /** What the fourth number is. */
  public enum Fit {
    /** R² from 0 to 1. */
    FRACTION,
    /** R² from 0 to 100. */
    PERCENT,
    /** The tool gives none, as an atlas: R² is taken to be 1. */
    NONE
  }

  private static final double FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.log(2));
  private static final double ANGLE_SLACK_DEG = 0.01; // of float32 maps that were interpolated

  public FieldConvention {
    if (origin != Origin.CENTRE && (coordinates != Coordinates.XY || unit != Unit.PIXELS)) {
      throw new BadInputException(
          "option origin",
          "the centre, unless x and y are in pixels",
          origin + " with " + coordinates + " in " + unit,
          "choose origin=centre, or units=pixels");
    }
  }

  /**
   * Centre and size in degrees.
   *
   * @param raw with finite numbers and a size above 0
   * @param stimulus the tool's screen; only looked at for pixels
   * @throws BadInputException if an eccentricity is negative, or an angle from the upper vertical
   *     not within 0..180 degrees
   */
  public ReceptiveField field(RawField raw, PixelGrid stimulus) {
    double scale = unit == Unit.PIXELS ? stimulus.degPerPx() : 1;
    double sigmaDeg = raw.size() * scale / (size == Size.FWHM ? FWHM_PER_SIGMA : 1);
    double sign = y == YDirection.DOWN ? -1 : 1;
    if (coordinates != Coordinates.XY) {
      double[] xy = ofPolar(raw);
      return new ReceptiveField(scale * xy[0], sign * scale * xy[1], sigmaDeg);
    }
    if (origin == Origin.CENTRE) {
      return new ReceptiveField(scale * raw.first(), sign * scale * raw.second(), sigmaDeg);
    }
    double corner = origin == Origin.CORNER_1 ? 1 : 0;
    double down = raw.second() - corner;
    double yPx = y == YDirection.DOWN ? down : stimulus.heightPx() - 1 - down;
    return new ReceptiveField(stimulus.xDeg(raw.first() - corner), stimulus.yDeg(yPx), sigmaDeg);
  }

  /** Right and up, in the unit of the eccentricity. */
  private double[] ofPolar(RawField raw) {
    double eccentricity = raw.second();
    if (eccentricity < 0) {
      throw new BadInputException(
          "eccentricity", "0 or more", "" + eccentricity, "x and y? Then choose another tool");
    }
    double angle = Math.toRadians(raw.first());
    if (coordinates == Coordinates.POLAR) {
      return new double[] {eccentricity * Math.cos(angle), eccentricity * Math.sin(angle)};
    }
    if (!(raw.first() >= -ANGLE_SLACK_DEG && raw.first() <= 180 + ANGLE_SLACK_DEG)) {
      throw new BadInputException(
          "polar angle",
          "0 (upper vertical) to 180 (lower) degrees in both hemispheres",
          "" + raw.first(),
          "signed, or from the horizontal? Convert it, or choose another tool");
    }
    double side = coordinates == Coordinates.FROM_UPPER_LEFTWARD ? -1 : 1;
    return new double[] {side * eccentricity * Math.sin(angle), eccentricity * Math.cos(angle)};
  }

  /** The same with another unit, and likewise below. */
  public FieldConvention with(Unit other) {
    return new FieldConvention(coordinates, other, y, origin, size, fit);
  }

  public FieldConvention with(YDirection other) {
    return new FieldConvention(coordinates, unit, other, origin, size, fit);
  }

  public FieldConvention with(Origin other) {
    return new FieldConvention(coordinates, unit, y, other, size, fit);
  }

  public FieldConvention with(Size other) {
    return new FieldConvention(coordinates, unit, y, origin, other, fit);
  }

  public FieldConvention with(Fit other) {
    return new FieldConvention(coordinates, unit, y, origin, size, other);
  }

  public FieldConvention with(Coordinates other) {
    return new FieldConvention(other, unit, y, origin, size, fit);
  }
}
