// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.BadInputException;

/**
 * Seconds from one volume to the next: pixdim[4] in the time unit of xyzt_units, and the shortest
 * decimal that the stored number stands for (0.7, not 0.699999988), so that it compares equal with
 * the one in a BIDS sidecar.
 *
 * @param sec 0 if not stated
 */
record RepetitionTime(double sec) {
  private static final double LONGEST_SEC = 60;

  static RepetitionTime of(NiftiHeader header, Path file, List<String> warnings) {
    double stated = header.pixdim()[4];
    if (header.dim()[0] < 4 || stated == 0) return new RepetitionTime(0);
    if (!(stated > 0) || Double.isInfinite(stated)) {
      warnings.add(file + ": pixdim[4] is " + stated + "; the TR was taken as not stated");
      return new RepetitionTime(0);
    }
    double decimal = header.version() == 1 ? Double.parseDouble("" + (float) stated) : stated;
    return switch (header.xyztUnits() & 0x38) {
      case 8 -> plausible(decimal, file, warnings);
      case 16 -> plausible(decimal / 1e3, file, warnings);
      case 24 -> plausible(decimal / 1e6, file, warnings);
      case 0 -> {
        warnings.add(file + ": no unit of time (xyzt_units); pixdim[4] was taken as seconds");
        yield plausible(decimal, file, warnings);
      }
      default -> {
        warnings.add(file + ": the fourth axis is not time (xyzt_units)");
        yield new RepetitionTime(0);
      }
    };
  }

  private static RepetitionTime plausible(double sec, Path file, List<String> warnings) {
    if (sec > LONGEST_SEC) warnings.add(file + ": TR " + sec + " s? The unit may be milliseconds");
    return new RepetitionTime(sec);
  }

  /**
   * The seconds.
   *
   * @throws BadInputException if no fMRI run has such a TR: milliseconds called seconds
   */
  double requirePlausible(Path file) {
    if (sec <= LONGEST_SEC) return sec;
    throw new BadInputException(
        file,
        "a TR of at most " + LONGEST_SEC + " s",
        "TR " + sec + " s? The unit may be milliseconds",
        "set xyzt_units (18: mm and ms) or pixdim[4] right");
  }
}
