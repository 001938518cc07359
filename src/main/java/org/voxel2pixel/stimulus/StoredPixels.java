// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Set;

/**
 * The numbers that an image file stores, as 8-bit RGB. {@link BufferedImage#getRGB} would not do:
 * it takes grey for linear light and brightens it. {@link FrameFile} states the rules.
 */
final class StoredPixels {
  private StoredPixels() {}

  /**
   * @param made what was converted is added here
   */
  static RgbFrame toRgb(BufferedImage image, Set<PictureConversion> made) {
    return image.getColorModel() instanceof IndexColorModel palette
        ? lookedUp(image.getRaster(), palette, made)
        : scaled(image, made);
  }

  private static RgbFrame lookedUp(
      Raster raster, IndexColorModel palette, Set<PictureConversion> made) {
    made.add(PictureConversion.PALETTE);
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] rgb = new byte[RgbFrame.byteCount(width, height)];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int index : row) {
        int alpha = palette.getAlpha(index);
        if (alpha != 255) made.add(PictureConversion.ALPHA);
        rgb[at++] = onBlack(palette.getRed(index), alpha);
        rgb[at++] = onBlack(palette.getGreen(index), alpha);
        rgb[at++] = onBlack(palette.getBlue(index), alpha);
      }
    }
    return new RgbFrame(width, height, rgb);
  }

  /**
   * @param palette {@code 0xRRGGBB} by index, one for each index that there can be
   * @param indices {@code [y * widthPx + x]}
   */
  static RgbFrame lookedUp(
      int widthPx, int heightPx, int[] palette, byte[] indices, Set<PictureConversion> made) {
    made.add(PictureConversion.PALETTE);
    byte[] rgb = new byte[RgbFrame.byteCount(widthPx, heightPx)];
    int at = 0;
    for (int p = 0; p < widthPx * heightPx; p++) {
      int colour = palette[Byte.toUnsignedInt(indices[p])];
      for (int shift = 16; shift >= 0; shift -= 8) rgb[at++] = (byte) (colour >> shift);
    }
    return new RgbFrame(widthPx, heightPx, rgb);
  }

  /** One band is grey, two grey and alpha, three RGB, four RGB and alpha. */
  private static RgbFrame scaled(BufferedImage image, Set<PictureConversion> made) {
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    boolean grey = bands <= 2;
    boolean alpha = bands % 2 == 0 && !image.isAlphaPremultiplied(); // else it is on black already
    int largest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    if (grey) made.add(PictureConversion.GREY);
    if (largest > 255) made.add(PictureConversion.SIXTEEN_BITS);
    byte[] rgb = new byte[RgbFrame.byteCount(width, height)];
    int[] row = new int[width * bands];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int p = 0; p < row.length; p += bands) {
        int opacity = alpha ? eightBit(row[p + bands - 1], largest) : 255;
        if (opacity != 255) made.add(PictureConversion.ALPHA);
        for (int c = 0; c < RgbFrame.CHANNEL_COUNT; c++) {
          rgb[at++] = onBlack(eightBit(row[p + (grey ? 0 : c)], largest), opacity);
        }
      }
    }
    return new RgbFrame(width, height, rgb);
  }

  static int eightBit(int value, int largest) {
    return largest == 255 ? value : (int) ((2L * 255 * value + largest) / (2L * largest));
  }

  private static byte onBlack(int value, int alpha) {
    return (byte) ((2 * value * alpha + 255) / 510);
  }
}
