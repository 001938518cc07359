// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the sizes of fields say about their unit, for projections that paint sizes. */
final class FieldSizes {
  /** A median above this share of the screen tells almost no place. */
  private static final double SUSPECT_SHARE = 0.25;

  private FieldSizes() {}

  /**
   * @param placed without fields wider than the screen
   * @return one sentence for each oddity
   */
  static List<String> warnings(PlacedVoxels placed) {
    List<String> warnings = new ArrayList<>();
    if (placed.tooWideCount() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d voxels left out: their sigma is above %.4g degrees, the larger side of the screen",
              placed.tooWideCount(),
              placed.maxSigmaDeg()));
    }
    double[] sigmasDeg = sorted(placed);
    double halfPixelDeg = placed.grid().degPerPx() / 2;
    long narrow = Arrays.stream(sigmasDeg).filter(sigma -> sigma < halfPixelDeg).count();
    if (narrow > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d voxels with a sigma below half a pixel, painted with %.4g degrees",
              narrow,
              halfPixelDeg));
    }
    double median = sigmasDeg[sigmasDeg.length / 2];
    if (median > SUSPECT_SHARE * placed.maxSigmaDeg()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "half of the fields have a sigma of %.4g degrees or more on a screen of %.4g: are they"
                  + " FWHM (divide by 2.355), or in another unit?",
              median,
              placed.maxSigmaDeg()));
    }
    return warnings;
  }

  private static double[] sorted(PlacedVoxels placed) {
    return IntStream.range(0, placed.regionCount())
        .flatMap(roi -> Arrays.stream(placed.voxelsOf(roi)))
        .mapToDouble(voxel -> placed.field(voxel).sigmaDeg())
        .sorted()
        .toArray();
  }
}
