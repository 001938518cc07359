// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.awt.Color;
import java.util.Locale;
import org.voxel2pixel.imagej.Page;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * A screen enlarged by a whole factor on a page: from degrees to places on the page, which count
 * from the upper left corner of its first pixel.
 *
 * @param leftPx of the screen on the page
 * @param topPx of the screen on the page
 * @param scale page pixels a pixel of the screen
 */
record FieldAxes(PixelGrid grid, int leftPx, int topPx, int scale) {
  private static final int MOST_TICKS = 9;
  private static final int TICK_PX = 6;
  private static final int TEXT_PX = 16;

  /** The factor that comes closest to a longer side of so many pixels. */
  static int scaleFor(PixelGrid grid, int wantedPx) {
    int longer = Math.max(grid.widthPx(), grid.heightPx());
    return Math.max(1, Math.round((float) wantedPx / longer));
  }

  int widthPx() {
    return grid.widthPx() * scale;
  }

  int heightPx() {
    return grid.heightPx() * scale;
  }

  /** Degrees that a pixel of the page spans. */
  double degPerPx() {
    return grid.degPerPx() / scale;
  }

  double x(double xDeg) {
    return leftPx + widthPx() / 2.0 + xDeg / degPerPx();
  }

  double y(double yDeg) {
    return topPx + heightPx() / 2.0 - yDeg / degPerPx();
  }

  boolean shows(double x, double y) {
    return x >= leftPx && x < leftPx + widthPx() && y >= topPx && y < topPx + heightPx();
  }

  boolean showsCentre(ReceptiveField field) {
    return shows(x(field.xDeg()), y(field.yDeg()));
  }

  /** A frame around the screen with ticks in degrees to its left and below. */
  void drawOn(Page page) {
    page.frame(leftPx, topPx, widthPx(), heightPx(), Page.INK);
    double step = step(widthPx() * degPerPx(), MOST_TICKS);
    int bottom = topPx + heightPx();
    for (int tick : ticks(widthPx() * degPerPx() / 2, step)) {
      double x = x(tick * step);
      page.line(x, bottom + 1, x, bottom + 1 + TICK_PX, 1, Page.INK);
      page.text(label(tick * step), x, bottom + 24, TEXT_PX, Page.Align.CENTRE);
    }
    for (int tick : ticks(heightPx() * degPerPx() / 2, step)) {
      double y = y(tick * step);
      page.line(leftPx - 1 - TICK_PX, y, leftPx - 1, y, 1, Page.INK);
      page.text(label(tick * step), leftPx - 11, y + 5.5, TEXT_PX, Page.Align.RIGHT);
    }
    double middle = leftPx + widthPx() / 2.0;
    page.text("degrees right of fixation", middle, bottom + 50, TEXT_PX, Page.Align.CENTRE);
    double half = topPx + heightPx() / 2.0;
    page.textUpward("degrees above fixation", leftPx - 52.0, half, TEXT_PX);
  }

  /** Four short lines that point at fixation and leave it free. */
  void drawFixationOn(Page page, int fromPx, int toPx, Color colour) {
    for (int side : new int[] {-1, 1}) {
      page.line(x(0) + side * fromPx, y(0), x(0) + side * toPx, y(0), 1, colour);
      page.line(x(0), y(0) + side * fromPx, x(0), y(0) + side * toPx, 1, colour);
    }
  }

  private static int[] ticks(double halfDeg, double step) {
    int most = (int) Math.floor(halfDeg / step + 1e-9);
    int[] ticks = new int[2 * most + 1];
    for (int n = 0; n < ticks.length; n++) ticks[n] = n - most;
    return ticks;
  }

  /** 1, 2 or 5 times a power of ten, so that at most so many ticks fit in the range. */
  static double step(double range, int most) {
    double power = Math.pow(10, Math.floor(Math.log10(range / most)));
    for (int factor : new int[] {1, 2, 5}) {
      if (range / (factor * power) <= most) return factor * power;
    }
    return 10 * power;
  }

  private static String label(double degrees) {
    String text =
        degrees == Math.rint(degrees)
            ? String.format(Locale.ROOT, "%.0f", degrees)
            : String.format(Locale.ROOT, "%.3g", degrees).replaceAll("0+$", "");
    return text.replace('-', '\u2212');
  }
}
