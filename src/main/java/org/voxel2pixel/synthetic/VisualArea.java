// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * What each early visual area of the synthetic subject sees, and how blurred.
 *
 * <p>With {@code R, G, B} the frame's values in 0..1, a pixel drives a voxel by
 *
 * <pre>
 *   L  = 0.299 R + 0.587 G + 0.114 B - 0.5   luminance relative to mid grey
 *   RG = R - G                               red against green
 *   BY = B - (R + G) / 2                     blue against yellow
 *   V1: L      V2: L + 0.7 RG      V3: L + 0.7 BY
 * </pre>
 *
 * a teaching simplification: real areas do not divide colours so, but here a test knows what each
 * area can tell. Mid grey drives nothing.
 *
 * <p>Receptive fields grow with eccentricity {@code e}, {@code sigma = slope * e + intercept}, and
 * from area to area, as Dumoulin and Wandell (2008, NeuroImage 39:647, figure 8) found for V1 &lt;
 * V2 &lt; V3. Our values are at the lower end of what is published, so that pictures of 48 pixels
 * can be reconstructed from few voxels.
 */
public enum VisualArea {
  V1(0.08, 0.30, 0, 0),
  V2(0.11, 0.40, 0.7, 0),
  V3(0.15, 0.50, 0, 0.7);

  private static final double MID_GREY = 0.5;

  private final double slope;
  private final double interceptDeg;
  private final double redGreenWeight;
  private final double blueYellowWeight;

  VisualArea(double slope, double interceptDeg, double redGreenWeight, double blueYellowWeight) {
    this.slope = slope;
    this.interceptDeg = interceptDeg;
    this.redGreenWeight = redGreenWeight;
    this.blueYellowWeight = blueYellowWeight;
  }

  /** Standard deviation of a receptive field at an eccentricity. */
  public double sigmaDeg(double eccentricityDeg) {
    return slope * eccentricityDeg + interceptDeg;
  }

  ReceptiveField fieldAt(double xDeg, double yDeg) {
    return new ReceptiveField(xDeg, yDeg, sigmaDeg(Math.hypot(xDeg, yDeg)));
  }

  /** How strongly a pixel of this colour drives the area, each value 0 to 255. */
  public double drive(int red, int green, int blue) {
    double r = red / 255.0;
    double g = green / 255.0;
    double b = blue / 255.0;
    double luminance = 0.299 * r + 0.587 * g + 0.114 * b - MID_GREY;
    return luminance + redGreenWeight * (r - g) + blueYellowWeight * (b - (r + g) / 2);
  }

  /** Growth of sigma with eccentricity. */
  public double slope() {
    return slope;
  }

  /** Sigma at fixation. */
  public double interceptDeg() {
    return interceptDeg;
  }

  /** The area's feature in words, for the files that describe a subject. */
  public String featureText() {
    if (redGreenWeight != 0) return "luminance + " + redGreenWeight + " * (R - G)";
    if (blueYellowWeight != 0) return "luminance + " + blueYellowWeight + " * (B - (R + G) / 2)";
    return "luminance (0.299 R + 0.587 G + 0.114 B - 0.5)";
  }
}
