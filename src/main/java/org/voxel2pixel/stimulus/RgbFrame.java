// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.util.Arrays;

/**
 * One picture on the screen, 8-bit RGB as it was sent to the display (no gamma is undone).
 *
 * <p>The array is not copied, neither in nor out: a film passes many frames, so whoever makes a
 * frame hands its array over and changes it no more. Two frames are equal if all their pixels are.
 *
 * @param widthPx pixels in a row
 * @param heightPx pixels in a column
 * @param rgb {@code rgb[(y * widthPx + x) * 3 + channel]}, channels red, green, blue, unsigned; y
 *     downward from the upper left
 */
public record RgbFrame(int widthPx, int heightPx, byte[] rgb) {

  /** Red, green, blue. */
  public static final int CHANNEL_COUNT = 3;

  public RgbFrame {
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "a frame needs at least 1 x 1 pixels, was " + widthPx + " x " + heightPx);
    }
    if (rgb.length != byteCount(widthPx, heightPx)) {
      throw new IllegalArgumentException(
          "rgb of "
              + widthPx
              + " x "
              + heightPx
              + " pixels must have "
              + byteCount(widthPx, heightPx)
              + " bytes, had "
              + rgb.length);
    }
  }

  /** Bytes that a frame of this size takes. */
  public static int byteCount(int widthPx, int heightPx) {
    return Math.multiplyExact(Math.multiplyExact(widthPx, heightPx), CHANNEL_COUNT);
  }

  /** One channel of one pixel, 0 to 255. */
  public int value(int x, int y, int channel) {
    return Byte.toUnsignedInt(rgb[(y * widthPx + x) * CHANNEL_COUNT + channel]);
  }

  /**
   * Cuts out a rectangle without scaling.
   *
   * @param left first column of the cut
   * @param top first row of the cut
   * @throws IllegalArgumentException if the rectangle is not inside the frame
   */
  public RgbFrame crop(int left, int top, int cropWidthPx, int cropHeightPx) {
    boolean inside =
        left >= 0
            && top >= 0
            && cropWidthPx >= 1
            && cropHeightPx >= 1
            && cropWidthPx <= widthPx - left
            && cropHeightPx <= heightPx - top;
    if (!inside) {
      throw new IllegalArgumentException(
          "a cut of %d x %d pixels at (%d, %d) is not inside a frame of %d x %d"
              .formatted(cropWidthPx, cropHeightPx, left, top, widthPx, heightPx));
    }
    byte[] cut = new byte[byteCount(cropWidthPx, cropHeightPx)];
    int rowBytes = cropWidthPx * CHANNEL_COUNT;
    for (int y = 0; y < cropHeightPx; y++) {
      int from = ((top + y) * widthPx + left) * CHANNEL_COUNT;
      System.arraycopy(rgb, from, cut, y * rowBytes, rowBytes);
    }
    return new RgbFrame(cropWidthPx, cropHeightPx, cut);
  }

  /** The frame turned clockwise by so many right angles, 0 to 3; itself for 0. */
  RgbFrame turned(int quarterTurns) {
    if (quarterTurns == 0) return this;
    boolean half = quarterTurns == 2;
    int toWidth = half ? widthPx : heightPx;
    int toHeight = half ? heightPx : widthPx;
    byte[] turned = new byte[rgb.length];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        int fromX = half ? widthPx - 1 - x : quarterTurns == 1 ? y : widthPx - 1 - y;
        int fromY = quarterTurns == 3 ? x : heightPx - 1 - (half ? y : x);
        int from = (fromY * widthPx + fromX) * CHANNEL_COUNT;
        System.arraycopy(rgb, from, turned, (y * toWidth + x) * CHANNEL_COUNT, CHANNEL_COUNT);
      }
    }
    return new RgbFrame(toWidth, toHeight, turned);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbFrame frame
        && widthPx == frame.widthPx
        && heightPx == frame.heightPx
        && Arrays.equals(rgb, frame.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * widthPx + heightPx) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "RgbFrame " + widthPx + " x " + heightPx;
  }
}
