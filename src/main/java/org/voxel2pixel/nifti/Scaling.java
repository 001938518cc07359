// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.BadInputException;

/**
 * {@code value = slope * stored + inter}, in double.
 *
 * <p>A slope that is 0, NaN or infinite means that nothing is scaled, whatever inter says; a good
 * slope with an inter that is not finite is an error. These are the rules of nibabel (nipy/nibabel,
 * nifti1.py, get_slope_inter). A negative slope is applied, with a warning.
 */
record Scaling(double slope, double inter) {
  static final Scaling NONE = new Scaling(1, 0);

  static Scaling of(NiftiHeader header, Path file, List<String> warnings) {
    double slope = header.sclSlope();
    double inter = header.sclInter();
    if (slope == 0 || !Double.isFinite(slope)) return NONE;
    if (!Double.isFinite(inter)) {
      throw new BadInputException(
          file,
          "a finite scl_inter beside scl_slope " + slope,
          "scl_inter " + inter,
          "set it to 0 if the data have no intercept");
    }
    if (slope < 0) warnings.add(file + ": scl_slope " + slope + " is negative; it was applied");
    return new Scaling(slope, inter);
  }

  /** Whether every number stays as it is, -0.0 too. */
  boolean isIdentity() {
    return slope == 1 && inter == 0;
  }

  double toValue(double stored) {
    return slope * stored + inter;
  }

  double toStored(double value) {
    return (value - inter) / slope;
  }
}
