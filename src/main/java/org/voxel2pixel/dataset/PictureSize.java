// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxel2pixel.BadInputException;

/**
 * The size of a PNG, JPEG, BMP or TIFF picture, from its header alone.
 *
 * @param widthPx pixels in a row
 * @param heightPx pixels in a column
 */
record PictureSize(int widthPx, int heightPx) {
  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int JPEG = 0xFFD8;
  private static final int BMP = 0x424D;
  private static final long TIFF_II = 0x49492A00L;
  private static final long TIFF_MM = 0x4D4D002AL;
  private static final int TIFF_WIDTH = 256;
  private static final int TIFF_HEIGHT = 257;
  private static final int TIFF_SHORT = 3;
  private static final int MOST_SEGMENTS = 10_000;

  /**
   * Reads the header.
   *
   * @throws BadInputException if the file is of another kind, or its header is damaged
   */
  static PictureSize read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 12))) {
      long start = in.readLong();
      if (start == PNG) return png(file, in);
      if (start >>> 48 == JPEG) return jpeg(file);
      if (start >>> 48 == BMP) return bmp(file, in);
      if (start >>> 32 == TIFF_II || start >>> 32 == TIFF_MM) return tiff(file);
      throw refused(file, "another kind of file", null);
    } catch (EOFException e) {
      throw refused(file, "a file cut short", e);
    } catch (IOException e) {
      throw Unreadable.of(file, "a PNG, JPEG, BMP or TIFF picture", e);
    }
  }

  /** ISO 15948: after the signature the chunk IHDR, whose first two numbers are the size. */
  private static PictureSize png(Path file, DataInputStream in) throws IOException {
    in.readLong(); // length and name of the chunk
    return sound(file, in.readInt(), in.readInt());
  }

  /** ITU T.81: segments of a marker and a length, until a start of frame, which has the size. */
  private static PictureSize jpeg(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 12))) {
      in.readShort();
      for (int n = 0; n < MOST_SEGMENTS; n++) {
        int marker = in.readUnsignedShort();
        while (marker == 0xFFFF) marker = 0xFF00 | in.readUnsignedByte(); // padding
        if (marker >>> 8 != 0xFF) break;
        int length = in.readUnsignedShort();
        if (isStartOfFrame(marker)) {
          in.readByte(); // bits a sample
          int heightPx = in.readUnsignedShort();
          return sound(file, in.readUnsignedShort(), heightPx);
        }
        in.skipNBytes(Math.max(0, length - 2));
      }
      throw refused(file, "JPEG segments that are damaged", null);
    }
  }

  /** BITMAPINFOHEADER: little-endian, the height negative where rows run downward. */
  private static PictureSize bmp(Path file, DataInputStream in) throws IOException {
    in.skipNBytes(10); // the rest of the file header, and the length of the next
    int widthPx = Integer.reverseBytes(in.readInt());
    return sound(file, widthPx, Math.abs(Integer.reverseBytes(in.readInt())));
  }

  /** TIFF 6.0: the entries 256 and 257 of the first directory. */
  private static PictureSize tiff(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer start = bytes(channel, 0, 8, ByteOrder.BIG_ENDIAN);
      ByteOrder order = start.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      long directory = Integer.toUnsignedLong(start.order(order).getInt(4));
      int count = Short.toUnsignedInt(bytes(channel, directory, 2, order).getShort(0));
      ByteBuffer entries = bytes(channel, directory + 2, 12 * count, order);
      int widthPx = 0;
      int heightPx = 0;
      for (int at = 0; at < 12 * count; at += 12) {
        int tag = Short.toUnsignedInt(entries.getShort(at));
        boolean isShort = entries.getShort(at + 2) == TIFF_SHORT;
        int value =
            isShort ? Short.toUnsignedInt(entries.getShort(at + 8)) : entries.getInt(at + 8);
        if (tag == TIFF_WIDTH) widthPx = value;
        if (tag == TIFF_HEIGHT) heightPx = value;
      }
      return sound(file, widthPx, heightPx);
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int count, ByteOrder order)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(order);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) throw new EOFException();
    }
    return bytes;
  }

  private static boolean isStartOfFrame(int marker) {
    boolean other = marker == 0xFFC4 || marker == 0xFFC8 || marker == 0xFFCC;
    return marker >= 0xFFC0 && marker <= 0xFFCF && !other;
  }

  private static PictureSize sound(Path file, int widthPx, int heightPx) {
    if (widthPx > 0 && heightPx > 0) return new PictureSize(widthPx, heightPx);
    throw refused(file, "a size of " + widthPx + " x " + heightPx + " in its header", null);
  }

  private static BadInputException refused(Path file, String found, Throwable cause) {
    return new BadInputException(
        file,
        "a PNG, JPEG, BMP or TIFF picture",
        found,
        "convert it to PNG, or copy it again",
        cause);
  }

  @Override
  public String toString() {
    return widthPx + " x " + heightPx;
  }
}
