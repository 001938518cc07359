// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * An uncompressed device-independent bitmap, which BMP files and AVI frames share (Microsoft,
 * BITMAPINFOHEADER): rows of palette indices (1, 4, 8 bits) or of blue, green, red (24 bits; 32
 * with a byte that means nothing), each row padded to 4 bytes, from the lowest row up unless the
 * height is negative.
 *
 * @param compression 0 for none; what else there is, the caller refuses or decodes
 * @param palette {@code 0xRRGGBB} by index; empty above 8 bits
 */
record DibPicture(
    int widthPx, int heightPx, boolean bottomUp, int bitCount, int compression, int[] palette) {
  static final int HEADER_BYTES = 40;
  private static final int FILE_HEADER_BYTES = 14;
  private static final int UNCOMPRESSED = 0;

  static boolean isBmp(byte[] bytes) {
    return bytes.length >= FILE_HEADER_BYTES && bytes[0] == 'B' && bytes[1] == 'M';
  }

  /** Reads a BMP file. */
  static RgbFrame decodeBmp(Object what, byte[] bytes, Set<PictureConversion> made) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < FILE_HEADER_BYTES + HEADER_BYTES) {
      throw PictureBytes.damaged(what, "the file cut short at byte " + bytes.length, null);
    }
    DibPicture header = of(what, file.slice(FILE_HEADER_BYTES, bytes.length - FILE_HEADER_BYTES));
    if (header.compression() != UNCOMPRESSED) {
      throw PictureBytes.damaged(what, "BMP compression " + header.compression(), null);
    }
    if (header.palette().length > 0) made.add(PictureConversion.PALETTE);
    long pixels = Integer.toUnsignedLong(file.getInt(10));
    if (pixels > bytes.length) {
      throw PictureBytes.damaged(what, "the file cut short at byte " + bytes.length, null);
    }
    return header.decode(what, bytes, (int) pixels);
  }

  /** Reads the header and its palette; what else it has is not checked. */
  static DibPicture of(Object what, ByteBuffer header) {
    ByteBuffer in = header.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    if (in.limit() < HEADER_BYTES) {
      throw PictureBytes.damaged(what, "a bitmap header of " + in.limit() + " bytes", null);
    }
    long headerBytes = Integer.toUnsignedLong(in.getInt(0));
    if (headerBytes < HEADER_BYTES) {
      throw PictureBytes.damaged(what, "a bitmap header of " + headerBytes + " bytes", null);
    }
    int widthPx = in.getInt(4);
    long height = in.getInt(8);
    PictureBytes.requireSize(what, widthPx, Math.abs(height));
    int bitCount = Short.toUnsignedInt(in.getShort(14));
    int[] palette = new int[0];
    if (bitCount <= 8) {
      long used = Integer.toUnsignedLong(in.getInt(32));
      palette = palette(what, in, headerBytes, used == 0 ? 1L << bitCount : used);
    }
    return new DibPicture(
        widthPx, (int) Math.abs(height), height > 0, bitCount, in.getInt(16), palette);
  }

  private static int[] palette(Object what, ByteBuffer in, long begin, long count) {
    if (count > 256 || begin + count * Integer.BYTES > in.limit()) {
      throw PictureBytes.damaged(what, "a palette of " + count + " colours cut short", null);
    }
    int[] palette = new int[(int) count];
    for (int n = 0; n < palette.length; n++) {
      palette[n] = in.getInt((int) begin + n * Integer.BYTES) & 0xFFFFFF;
    }
    return palette;
  }

  /** Decodes the pixels that begin at an offset. */
  RgbFrame decode(Object what, byte[] bytes, int offset) {
    boolean indices = bitCount == 1 || bitCount == 4 || bitCount == 8;
    if (!indices && bitCount != 24 && bitCount != 32) {
      throw PictureBytes.damaged(what, bitCount + " bits a pixel", null);
    }
    long rowBytes = ((long) widthPx * bitCount + 31) / 32 * Integer.BYTES;
    if (rowBytes * heightPx > bytes.length - offset) {
      String found = (bytes.length - offset) + " bytes of " + rowBytes * heightPx;
      throw PictureBytes.damaged(what, found + " of pixels, cut short", null);
    }
    byte[] rgb = new byte[RgbFrame.byteCount(widthPx, heightPx)];
    for (int y = 0; y < heightPx; y++) {
      int row = offset + (int) rowBytes * (bottomUp ? heightPx - 1 - y : y);
      int to = y * widthPx * RgbFrame.CHANNEL_COUNT;
      if (indices) lookUp(what, bytes, row, rgb, to);
      else turnBgr(bytes, row, rgb, to);
    }
    return new RgbFrame(widthPx, heightPx, rgb);
  }

  private void lookUp(Object what, byte[] bytes, int row, byte[] rgb, int to) {
    int perByte = 8 / bitCount;
    for (int x = 0; x < widthPx; x++) {
      int shift = 8 - bitCount * (x % perByte + 1);
      int index = bytes[row + x / perByte] >> shift & (1 << bitCount) - 1;
      if (index >= palette.length) {
        String found = "colour " + index + " of a palette of " + palette.length;
        throw PictureBytes.damaged(what, found, null);
      }
      rgb[to + 3 * x] = (byte) (palette[index] >> 16);
      rgb[to + 3 * x + 1] = (byte) (palette[index] >> 8);
      rgb[to + 3 * x + 2] = (byte) palette[index];
    }
  }

  private void turnBgr(byte[] bytes, int row, byte[] rgb, int to) {
    int step = bitCount / 8;
    for (int x = 0; x < widthPx; x++) {
      int from = row + x * step;
      rgb[to + 3 * x] = bytes[from + 2];
      rgb[to + 3 * x + 1] = bytes[from + 1];
      rgb[to + 3 * x + 2] = bytes[from];
    }
  }
}
