// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of the fit of a field beside its place, size and quality; each absent where the
 * method does not measure it.
 *
 * @param gain response per strength of the stimulus, in the units of the data
 * @param exponent of compressive summation, over 0; 1 is linear
 * @param fitR2 share of the variance explained in the samples that were fitted, 0 to 1
 * @param heldOutR correlation of held-out samples with their prediction, -1 to 1
 */
public record FitDetail(
    OptionalDouble gain, OptionalDouble exponent, OptionalDouble fitR2, OptionalDouble heldOutR) {

  /** Nothing more is known. */
  public static final FitDetail NONE =
      new FitDetail(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty());

  public FitDetail {
    require("gain", gain, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    require("exponent", exponent, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
    require("fitR2", fitR2, 0, 1);
    require("heldOutR", heldOutR, -1, 1);
  }

  /** Only how well held-out samples are predicted is known. */
  public static FitDetail ofHeldOutR(double heldOutR) {
    return new FitDetail(NONE.gain, NONE.exponent, NONE.fitR2, OptionalDouble.of(heldOutR));
  }

  /** Gain, exponent, fitR2, heldOutR: as they stand in tables. */
  public List<OptionalDouble> values() {
    return List.of(gain, exponent, fitR2, heldOutR);
  }

  private static void require(String name, OptionalDouble value, double least, double most) {
    if (value.isEmpty()) return;
    double v = value.getAsDouble();
    if (!Double.isFinite(v) || v < least || v > most) {
      throw new IllegalArgumentException(name + " must be in its range, was " + v);
    }
  }
}
