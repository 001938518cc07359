// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/** A letter in the middle of the screen, its edge smooth over one pixel. */
record LetterFigure(Letter letter) implements Figure {
  /** Of the screen: letters are then 0.71 of it high, about as high as the large shapes. */
  private static final double RADIUS_SHARE = 0.3;

  @Override
  public String label() {
    return letter.name();
  }

  @Override
  public double cover(int x, int y, int sizePx) {
    double radiusPx = RADIUS_SHARE * sizePx;
    double right = (x + 0.5 - sizePx / 2.0) / radiusPx;
    double up = (sizePx / 2.0 - y - 0.5) / radiusPx;
    return Math.max(0, Math.min(1, 0.5 - letter.signedDistance(right, up) * radiusPx));
  }
}
