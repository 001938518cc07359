// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * The one place where degrees meet pixels: a screen of square pixels, fixation at its centre.
 *
 * <p>Degrees: x to the right, y upward. Pixels: x to the right, y downward, pixel {@code (0, 0)} at
 * the upper left, its centre at {@code (0.0, 0.0)}. With {@code s = widthDeg / widthPx} degrees a
 * pixel,
 *
 * <pre>
 *   xPx = xDeg / s + (widthPx - 1) / 2      yPx = -yDeg / s + (heightPx - 1) / 2
 * </pre>
 *
 * A pixel covers half a pixel on either side of its centre, so that {@code pixel = floor((xDeg /
 * widthDeg + 0.5) * widthPx)}, the rule of neuralcodinglab/brain2pix (save_brainRF.py), except that
 * ours is indexed {@code y * widthPx + x} and theirs column first.
 *
 * @param widthPx pixels in a row
 * @param heightPx pixels in a column
 * @param widthDeg width of the whole screen, degrees of visual angle
 */
public record PixelGrid(int widthPx, int heightPx, double widthDeg) {

  /** What {@link #pixelOf} answers where a centre falls outside the screen. */
  public static final int OFF_SCREEN = -1;

  public PixelGrid {
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "a grid needs at least 1 x 1 pixels, was " + widthPx + " x " + heightPx);
    }
    if (!(widthDeg > 0) || !Double.isFinite(widthDeg)) {
      throw new IllegalArgumentException("widthDeg must be > 0, was " + widthDeg);
    }
  }

  public int pixelCount() {
    return widthPx * heightPx;
  }

  /** Degrees of visual angle that one pixel spans. */
  public double degPerPx() {
    return widthDeg / widthPx;
  }

  /** Horizontal position in pixels, from the centre of the leftmost pixel. */
  public double xPx(double xDeg) {
    return xDeg / degPerPx() + (widthPx - 1) / 2.0;
  }

  /** Vertical position in pixels, downward from the centre of the topmost pixel. */
  public double yPx(double yDeg) {
    return -yDeg / degPerPx() + (heightPx - 1) / 2.0;
  }

  /** Degrees right of fixation. */
  public double xDeg(double xPx) {
    return (xPx - (widthPx - 1) / 2.0) * degPerPx();
  }

  /** Degrees above fixation. */
  public double yDeg(double yPx) {
    return -(yPx - (heightPx - 1) / 2.0) * degPerPx();
  }

  /** Index {@code y * widthPx + x} of the pixel under a field's centre, or {@link #OFF_SCREEN}. */
  public int pixelOf(ReceptiveField field) {
    int x = (int) Math.floor(xPx(field.xDeg()) + 0.5);
    int y = (int) Math.floor(yPx(field.yDeg()) + 0.5);
    boolean onScreen = x >= 0 && x < widthPx && y >= 0 && y < heightPx;
    return onScreen ? y * widthPx + x : OFF_SCREEN;
  }
}
