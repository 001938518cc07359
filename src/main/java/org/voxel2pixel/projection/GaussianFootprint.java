// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * The pixels of a screen that one field reaches:
 *
 * <pre>
 *   G(p) = exp(-d^2 / (2 sigma^2))   where d = |p - centre| <= cutSigmas * sigma, else 0
 * </pre>
 *
 * taken at the pixels' centres. A sigma below half a pixel counts as half a pixel, else a field
 * could fall between the pixels' centres and vanish; so the pixel under a centre is always reached.
 */
final class GaussianFootprint {
  /** Half a pixel times this covers the 0.71 pixels from a pixel's corner to its centre. */
  private static final double LEAST_CUT_SIGMAS = 1.5;

  private static final double GREATEST_CUT_SIGMAS = 6;
  private static final double LEAST_SIGMA_PX = 0.5;

  private final PixelGrid grid;
  private final double xPx;
  private final double yPx;
  private final double sigmaPx;
  private final double reachPx;

  /** Takes a pixel that a field reaches. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param pixel {@code y * widthPx + x}
     * @param weight greater than 0, 1 at the field's centre
     */
    void visit(int pixel, double weight);
  }

  GaussianFootprint(PixelGrid grid, ReceptiveField field, double cutSigmas) {
    this.grid = grid;
    this.xPx = grid.xPx(field.xDeg());
    this.yPx = grid.yPx(field.yDeg());
    this.sigmaPx = Math.max(LEAST_SIGMA_PX, field.sigmaDeg() / grid.degPerPx());
    this.reachPx = cutSigmas * sigmaPx;
  }

  static void requireCut(double cutSigmas) {
    if (cutSigmas >= LEAST_CUT_SIGMAS && cutSigmas <= GREATEST_CUT_SIGMAS) return;
    throw new BadInputException(
        "cut of the fields",
        LEAST_CUT_SIGMAS + " to " + GREATEST_CUT_SIGMAS + " sigma",
        "" + cutSigmas,
        "give 3 for 3 sigma");
  }

  /** Visits pixels in ascending order. */
  void forEach(Visitor visitor) {
    double[] across = new double[grid.widthPx()];
    for (int x = 0; x < across.length; x++) across[x] = height(x - xPx);
    for (int y = firstRow(); y <= lastRow(); y++) {
      double down = height(y - yPx);
      int last = lastColumn(y);
      for (int x = firstColumn(y); x <= last; x++) {
        visitor.visit(y * grid.widthPx() + x, down * across[x]);
      }
    }
  }

  /** Pixels that {@link #forEach} visits. */
  long pixelCount() {
    long count = 0;
    for (int y = firstRow(); y <= lastRow(); y++) {
      count += Math.max(0, lastColumn(y) - firstColumn(y) + 1);
    }
    return count;
  }

  private double height(double distancePx) {
    return Math.exp(-distancePx * distancePx / (2 * sigmaPx * sigmaPx));
  }

  private int firstRow() {
    return (int) Math.max(0, Math.ceil(yPx - reachPx));
  }

  private int lastRow() {
    return (int) Math.min(grid.heightPx() - 1, Math.floor(yPx + reachPx));
  }

  private int firstColumn(int y) {
    return (int) Math.max(0, Math.ceil(xPx - halfChord(y)));
  }

  private int lastColumn(int y) {
    return (int) Math.min(grid.widthPx() - 1, Math.floor(xPx + halfChord(y)));
  }

  private double halfChord(int y) {
    return Math.sqrt(Math.max(0, reachPx * reachPx - (y - yPx) * (y - yPx)));
  }
}
