// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.OptionalDouble;
import java.util.function.Function;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * What of a field a map shows. With {@code (x, y)} the field's centre, degrees right of and above
 * fixation: eccentricity {@code sqrt(x² + y²)}; polar angle {@code atan2(y, x)}, degrees
 * counter-clockwise from the right horizontal meridian as the person sees it, -180 to 180 (90 is
 * the upper vertical meridian), absent where the centre is fixation itself, which has no angle.
 */
enum FieldQuantity {
  X(
      "x_deg",
      "x_deg",
      "deg of visual angle right of fixation",
      Display.AROUND_ZERO,
      of(f -> f.xDeg())),
  Y("y_deg", "y_deg", "deg of visual angle above fixation", Display.AROUND_ZERO, of(f -> f.yDeg())),
  ECCENTRICITY(
      "eccentricity_deg",
      "ecc_deg",
      "deg of visual angle from fixation",
      Display.FROM_ZERO,
      of(ReceptiveField::eccentricityDeg)),
  POLAR_ANGLE(
      "polar_angle_deg",
      "polar_angle_deg",
      "deg counter-clockwise from right horizontal meridian, -180..180",
      Display.CIRCLE,
      f -> polarAngleDeg(f.field())),
  SIGMA(
      "sigma_deg",
      "sigma_deg",
      "deg of visual angle, SD of the Gaussian",
      Display.FROM_ZERO,
      of(ReceptiveField::sigmaDeg)),
  R2("r2", "r2", "share of variance explained", Display.SHARE, f -> OptionalDouble.of(f.r2())),
  HELD_OUT_R(
      "held_out_r",
      "held_out_r",
      "correlation of held-out samples with prediction",
      Display.CORRELATION,
      f -> f.detail().heldOutR()),
  GAIN(
      "gain",
      "gain",
      "response per strength of the stimulus",
      Display.AROUND_ZERO,
      f -> f.detail().gain());

  /** The range that a viewer is asked to show: it holds every value of the map. */
  private enum Display {
    /** From minus to plus the greatest magnitude, so that 0 is the middle. */
    AROUND_ZERO,
    /** To the greatest value. */
    FROM_ZERO,
    /** All that there can be, in degrees. */
    CIRCLE,
    /** All that there can be, 0 to 1. */
    SHARE,
    /** All that there can be, -1 to 1. */
    CORRELATION
  }

  private final String fileStem;
  private final String intentName;
  private final String meaning;
  private final Display shown;
  private final Function<FittedField, OptionalDouble> value;

  FieldQuantity(
      String fileStem,
      String intentName,
      String meaning,
      Display shown,
      Function<FittedField, OptionalDouble> value) {
    this.fileStem = fileStem;
    this.intentName = intentName;
    this.meaning = meaning;
    this.shown = shown;
    this.value = value;
  }

  private static Function<FittedField, OptionalDouble> of(
      Function<ReceptiveField, Double> property) {
    return fitted -> OptionalDouble.of(property.apply(fitted.field()));
  }

  private static OptionalDouble polarAngleDeg(ReceptiveField field) {
    boolean isFixation = field.xDeg() == 0 && field.yDeg() == 0;
    return isFixation
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.toDegrees(Math.atan2(field.yDeg(), field.xDeg())));
  }

  String fileName() {
    return fileStem + ".nii.gz";
  }

  /** The header's intent_name, at most 15 characters. */
  String intentName() {
    return intentName;
  }

  /** Unit and sense, short enough for a header. */
  String meaning() {
    return meaning;
  }

  OptionalDouble of(FittedField fitted) {
    return value.apply(fitted);
  }

  /** Least and greatest to be shown, given the greatest magnitude in the map. */
  double[] shownRange(double greatestMagnitude) {
    return switch (shown) {
      case AROUND_ZERO -> new double[] {-greatestMagnitude, greatestMagnitude};
      case FROM_ZERO -> new double[] {0, greatestMagnitude};
      case CIRCLE -> new double[] {-180, 180};
      case SHARE -> new double[] {0, 1};
      case CORRELATION -> new double[] {-1, 1};
    };
  }
}
