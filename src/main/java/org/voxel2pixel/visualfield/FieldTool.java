// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.FieldConvention.Coordinates;
import org.voxel2pixel.visualfield.FieldConvention.Fit;
import org.voxel2pixel.visualfield.FieldConvention.Origin;
import org.voxel2pixel.visualfield.FieldConvention.Size;
import org.voxel2pixel.visualfield.FieldConvention.Unit;
import org.voxel2pixel.visualfield.FieldConvention.YDirection;

/**
 * Tools whose results are taken, how each writes a field, and what it calls its numbers. Where the
 * direction of y is that of the stimulus the user made, it must be stated ({@link #yIsStated}).
 */
public enum FieldTool {
  /** Our own: degrees from fixation, y up, sigma, R² from 0 to 1. */
  VOXEL2PIXEL(Coordinates.XY, Unit.DEGREES, Fit.FRACTION, "x_deg", "y_deg", "sigma_deg", "r2"),
  /**
   * analyzePRF: ang in degrees (0 right, 90 up), ecc and rfsize (sigma / sqrt(exponent)) in pixels
   * of the stimulus, R2 in percent, below 0 where the fit is worse than the mean. Source: header of
   * analyzePRF.m, github.com/cvnlab/analyzePRF.
   */
  ANALYZEPRF(Coordinates.POLAR, Unit.PIXELS, Fit.PERCENT, "ang", "ecc", "rfsize", "R2"),
  /**
   * prfpy: degrees; its y grows with the row of the design matrix, so that it is down for a matrix
   * made of pictures as they are shown. Source: PRFStimulus2D, prfpy/stimulus.py,
   * github.com/VU-Cog-Sci/prfpy.
   */
  PRFPY(Coordinates.XY, Unit.DEGREES, Fit.FRACTION, "x", "y", "size", "rsq"),
  /**
   * popeye: degrees, the first row of the stimulus on top, y up. Source:
   * generate_coordinate_matrices, popeye/visual_stimulus.py, github.com/kdesimone/popeye.
   */
  POPEYE(Coordinates.XY, Unit.DEGREES, Fit.FRACTION, "x", "y", "sigma", "rsq"),
  /**
   * SamSrf: degrees after its Scaling_Factor, the first row of an aperture on top, y up; R^2 a
   * squared correlation. Source: prf_gaussian_rf.m and samsrf_fit_prf.m, github.com/samsrf/samsrf.
   */
  SAMSRF(Coordinates.XY, Unit.DEGREES, Fit.FRACTION, "x0", "y0", "Sigma", "R^2"),
  /**
   * mrVista: degrees; its y grows with the row of the stimulus images, and some laboratories turn
   * it; variance explained 0 to 1. Source: rmGet.m and the grid of the stimulus in
   * mrBOLD/Analysis/retinotopyModel, github.com/vistalab/vistasoft.
   */
  MRVISTA(Coordinates.XY, Unit.DEGREES, Fit.FRACTION, "x0", "y0", "sigma", "varexp"),
  /**
   * Benson's atlas and maps in its manner: angle from the upper vertical, 0 to 180 in both
   * hemispheres, eccentricity and sigma in degrees, without a fit. Source: neuropythy,
   * benson14_retinotopy; Benson et al. (2014), PLOS Comput. Biol. 10:e1003538.
   */
  BENSON(Coordinates.FROM_UPPER_RIGHTWARD, Unit.DEGREES, Fit.NONE, "angle", "eccen", "sigma", "");

  private final FieldConvention convention;
  private final List<String> columns;

  FieldTool(Coordinates coordinates, Unit unit, Fit fit, String... columns) {
    this.convention =
        new FieldConvention(coordinates, unit, YDirection.UP, Origin.CENTRE, Size.SIGMA, fit);
    this.columns = List.of(columns);
  }

  /**
   * @throws BadInputException if there is no such tool
   */
  public static FieldTool named(String name) {
    for (FieldTool tool : values()) if (tool.label().equals(name)) return tool;
    throw new BadInputException(
        "option tool",
        "one of " + Arrays.stream(values()).map(FieldTool::label).toList(),
        name,
        "choose one, and columns, units... if it writes otherwise");
  }

  /** As options name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How it writes; where {@link #yIsStated}, with y up. */
  public FieldConvention convention() {
    return convention;
  }

  /** Its names for {@link RawField}'s numbers; "" for a fit that it does not give. */
  public List<String> columns() {
    return columns;
  }

  /** Whether the user must say where y grows, since the tool leaves it to the stimulus. */
  public boolean yIsStated() {
    return this == PRFPY || this == MRVISTA;
  }
}
