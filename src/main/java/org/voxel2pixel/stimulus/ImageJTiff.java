// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What ImageJ puts into TIFF files of its own: a description that begins with {@code ImageJ=} and
 * says in lines {@code name=number} how many pictures there are, in one directory with all pixels
 * one picture after the other, and the slices' labels in the private tags 50838 and 50839
 * (ij.io.TiffEncoder, ImageJ 1.54).
 */
final class ImageJTiff {
  private static final int MAGIC = 0x494A494A; // "IJIJ"
  private static final int LABELS = 0x6C61626C; // "labl"
  private static final int ENTRY_BYTES = 8;

  private final FileBytes bytes;
  private final TiffPage page;
  private final int imageCount;

  private ImageJTiff(FileBytes bytes, TiffPage page, int imageCount) {
    this.bytes = bytes;
    this.page = page;
    this.imageCount = imageCount;
  }

  static boolean isFromImageJ(TiffPage page) {
    return page.description().startsWith("ImageJ=");
  }

  /** A number of the description, or another where it is not there. */
  static int number(TiffPage page, String name, int otherwise) {
    for (String line : page.description().split("\\R")) {
      if (!line.startsWith(name + "=")) continue;
      try {
        return Integer.parseInt(line.substring(name.length() + 1).trim());
      } catch (NumberFormatException e) {
        return otherwise;
      }
    }
    return otherwise;
  }

  /** The pictures that follow each other in one directory. */
  static ImageJTiff of(FileBytes bytes, TiffPage page) {
    ImageJTiff stack = new ImageJTiff(bytes, page, number(page, "images", 1));
    stack.requireRaw();
    return stack;
  }

  int imageCount() {
    return imageCount;
  }

  private void requireRaw() {
    int bits = page.bitsPerSample();
    int samples = page.samplesPerPixel();
    boolean grey = samples == 1 && (bits == 8 || bits == 16);
    boolean rgb = samples == 3 && bits == 8;
    if (page.isCompressed() || page.numbers(TiffPage.STRIP_OFFSETS).length != 1 || !grey && !rgb) {
      throw PictureBytes.damaged(
          bytes.file(), imageCount + " pictures in one TIFF directory, not as ImageJ does", null);
    }
    long end = position(imageCount);
    if (end > bytes.length()) {
      String found = "%d pictures up to byte %d of a file of %d bytes, cut short";
      throw PictureBytes.damaged(
          bytes.file(), found.formatted(imageCount, end, bytes.length()), null);
    }
  }

  private long planeBytes() {
    return page.widthPx() * page.heightPx() * page.samplesPerPixel() * page.bitsPerSample() / 8;
  }

  private long position(int n) {
    return page.numbers(TiffPage.STRIP_OFFSETS)[0] + n * planeBytes();
  }

  /** Picture {@code n}, from 0. */
  RgbFrame picture(int n, Set<PictureConversion> made) {
    int widthPx = (int) page.widthPx();
    int heightPx = (int) page.heightPx();
    byte[] plane = bytes.read(position(n), Math.toIntExact(planeBytes())).array();
    if (page.samplesPerPixel() == RgbFrame.CHANNEL_COUNT) {
      return new RgbFrame(widthPx, heightPx, plane);
    }
    return grey(widthPx, heightPx, plane, made);
  }

  private RgbFrame grey(int widthPx, int heightPx, byte[] plane, Set<PictureConversion> made) {
    if (page.hasPalette()) {
      return StoredPixels.lookedUp(widthPx, heightPx, page.palette(bytes.file()), plane, made);
    }
    boolean wide = page.bitsPerSample() == 16;
    made.add(PictureConversion.GREY);
    if (wide) made.add(PictureConversion.SIXTEEN_BITS);
    ByteBuffer in = ByteBuffer.wrap(plane).order(page.order());
    boolean inverted = page.photometric() == 0; // white is 0
    byte[] rgb = new byte[RgbFrame.byteCount(widthPx, heightPx)];
    for (int p = 0; p < widthPx * heightPx; p++) {
      int value =
          wide
              ? StoredPixels.eightBit(Short.toUnsignedInt(in.getShort(2 * p)), 65_535)
              : Byte.toUnsignedInt(in.get(p));
      if (inverted) value = 255 - value;
      for (int c = 0; c < RgbFrame.CHANNEL_COUNT; c++) {
        rgb[p * RgbFrame.CHANNEL_COUNT + c] = (byte) value;
      }
    }
    return new RgbFrame(widthPx, heightPx, rgb);
  }

  /**
   * The first lines of the slices' labels; empty unless there is one for each picture. The tags:
   * first the bytes of a header and of each entry, then the header (magic, then kind and number of
   * each block of entries) and the entries, labels in UTF-16.
   */
  static List<String> labels(TiffPage page, int imageCount) {
    long[] sizes = page.numbers(TiffPage.IMAGEJ_BYTE_COUNTS);
    ByteBuffer in = page.content(TiffPage.IMAGEJ_DATA);
    boolean known = sizes.length > 0 && sizes[0] >= 4 && sizes[0] <= in.limit();
    if (!known || in.getInt(0) != MAGIC) return List.of();
    int entry = 1;
    long at = sizes[0];
    for (int block = 4; block + ENTRY_BYTES <= sizes[0]; block += ENTRY_BYTES) {
      int kind = in.getInt(block);
      int count = in.getInt(block + 4);
      if (count < 0 || count > sizes.length - entry) return List.of();
      int first = entry;
      entry += count;
      if (kind == LABELS) {
        return count == imageCount ? texts(in, at, sizes, first, count) : List.of();
      }
      at += IntStream.range(first, entry).mapToLong(n -> sizes[n]).sum();
    }
    return List.of();
  }

  private static List<String> texts(ByteBuffer in, long begin, long[] sizes, int first, int count) {
    List<String> texts = new ArrayList<>();
    long at = begin;
    boolean big = in.order() == ByteOrder.BIG_ENDIAN;
    for (int n = first; n < first + count; n++) {
      if (at + sizes[n] > in.limit()) return List.of();
      String text =
          new String(
              in.array(),
              (int) at,
              (int) sizes[n],
              big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
      texts.add(text.lines().findFirst().orElse("").trim());
      at += sizes[n];
    }
    return texts;
  }
}
