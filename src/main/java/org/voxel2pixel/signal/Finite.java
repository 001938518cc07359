// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.signal;

import org.voxel2pixel.BadInputException;

/** Refuses NaN and infinities, which a sum would spread over a whole run. */
final class Finite {
  private Finite() {}

  /**
   * @param what whose values these are, for the message
   */
  static void require(float[] values, String what) {
    for (int n = 0; n < values.length; n++) {
      if (!Float.isFinite(values[n])) throw notFinite(what, values[n], "value " + n);
    }
  }

  static BadInputException notFinite(String what, double value, String where) {
    return new BadInputException(
        what,
        "finite numbers",
        value + " at " + where,
        "leave this voxel out of the mask, or mend the file");
  }
}
