// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One directory of a TIFF file (TIFF 6.0, section 2): the tags by which a page is refused or found,
 * read before anything is decoded.
 */
final class TiffPage {
  static final int DESCRIPTION = 270;
  static final int STRIP_OFFSETS = 273;
  static final int STRIP_BYTE_COUNTS = 279;
  static final int IMAGEJ_BYTE_COUNTS = 50838;
  static final int IMAGEJ_DATA = 50839;

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int ORIENTATION = 274;
  private static final int SAMPLES = 277;
  private static final int COLOUR_MAP = 320;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTE_COUNTS = 325;
  private static final int SAMPLE_FORMAT = 339;

  private static final int ENTRY_BYTES = 12;
  private static final int MAX_PAGE_COUNT = 1 << 20;
  private static final long LARGEST_COMPRESSION = 4096; // LZW: 12 bits for as many bytes
  private static final int LARGEST_RGB = 3; // photometric: white is 0, black is 0, RGB, palette

  /** Bytes of a value by its type, 1 to 12. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

  private record Entry(int type, long count, long position) {}

  private final FileBytes bytes;
  private final ByteOrder order;
  private final Map<Integer, Entry> entries = new HashMap<>();

  private TiffPage(FileBytes bytes, ByteOrder order) {
    this.bytes = bytes;
    this.order = order;
  }

  static boolean isTiff(byte[] head) {
    return head.length >= 4 && order(head[0], head[1]) != null;
  }

  private static ByteOrder order(byte first, byte second) {
    if (first == 'I' && second == 'I') return ByteOrder.LITTLE_ENDIAN;
    return first == 'M' && second == 'M' ? ByteOrder.BIG_ENDIAN : null;
  }

  /** All directories in their order. */
  static List<TiffPage> all(FileBytes bytes) {
    Path file = bytes.file();
    ByteBuffer header = bytes.read(0, 8);
    ByteOrder order = order(header.get(0), header.get(1));
    if (order == null || header.order(order).getShort(2) != 42) {
      throw PictureBytes.damaged(file, "no TIFF file of version 6 (BigTIFF is not read)", null);
    }
    List<TiffPage> pages = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    long at = Integer.toUnsignedLong(header.getInt(4));
    while (at != 0) {
      if (!seen.add(at) || pages.size() == MAX_PAGE_COUNT) {
        throw PictureBytes.damaged(file, "TIFF directories without an end", null);
      }
      TiffPage page = new TiffPage(bytes, order);
      at = page.read(at);
      pages.add(page);
    }
    if (pages.isEmpty()) throw PictureBytes.damaged(file, "a TIFF file of 0 pictures", null);
    return pages;
  }

  /** Reads the directory at a position; returns where the next one is. */
  private long read(long at) {
    int count = Short.toUnsignedInt(bytes.read(at, 2).order(order).getShort(0));
    ByteBuffer in = bytes.read(at + 2, count * ENTRY_BYTES + 4).order(order);
    for (int n = 0; n < count; n++) {
      int entry = n * ENTRY_BYTES;
      int tag = Short.toUnsignedInt(in.getShort(entry));
      int type = Short.toUnsignedInt(in.getShort(entry + 2));
      if (type == 0 || type >= TYPE_BYTES.length) continue;
      long values = Integer.toUnsignedLong(in.getInt(entry + 4));
      boolean inside = values * TYPE_BYTES[type] <= 4;
      long position = inside ? at + 2 + entry + 8 : Integer.toUnsignedLong(in.getInt(entry + 8));
      if (position + values * TYPE_BYTES[type] > bytes.length()) {
        throw PictureBytes.damaged(bytes.file(), "TIFF tag " + tag + " cut short", null);
      }
      entries.put(tag, new Entry(type, values, position));
    }
    return Integer.toUnsignedLong(in.getInt(count * ENTRY_BYTES));
  }

  long widthPx() {
    return number(WIDTH, 0);
  }

  long heightPx() {
    return number(HEIGHT, 0);
  }

  int bitsPerSample() {
    return (int) number(BITS, 1);
  }

  int samplesPerPixel() {
    return (int) number(SAMPLES, 1);
  }

  int photometric() {
    return (int) number(PHOTOMETRIC, 1);
  }

  boolean isCompressed() {
    return number(COMPRESSION, 1) != 1;
  }

  ByteOrder order() {
    return order;
  }

  boolean hasPalette() {
    return photometric() == LARGEST_RGB;
  }

  /**
   * A palette as {@code 0xRRGGBB} by index: the upper 8 of the 16 bits of each channel, since
   * writers store {@code v << 8} as well as {@code v * 257}.
   */
  int[] palette(Object what) {
    long[] map = numbers(COLOUR_MAP);
    int count = 1 << bitsPerSample();
    if (samplesPerPixel() != 1 || bitsPerSample() > 8 || map.length != 3 * count) {
      throw PictureBytes.damaged(what, "a palette of " + map.length + " numbers", null);
    }
    int[] palette = new int[count];
    for (int n = 0; n < count; n++) {
      long red = map[n] >> 8;
      long green = map[count + n] >> 8;
      long blue = map[2 * count + n] >> 8;
      palette[n] = (int) (red << 16 | green << 8 | blue);
    }
    return palette;
  }

  /** Refuses what would not be read as it was shown. */
  void requireReadable(Object what) {
    PictureBytes.requireSize(what, widthPx(), heightPx());
    if (number(SAMPLE_FORMAT, 1) != 1 || bitsPerSample() > 16) {
      String found = bitsPerSample() + "-bit signed or floating-point numbers";
      throw PictureBytes.damaged(what, found + " (convert to 8-bit or RGB)", null);
    }
    if (photometric() > LARGEST_RGB) {
      String found = "colours of photometric interpretation " + photometric();
      throw PictureBytes.damaged(what, found + " (CMYK, YCbCr or Lab)", null);
    }
    if (number(ORIENTATION, 1) != 1) {
      throw PictureBytes.damaged(what, "TIFF orientation " + number(ORIENTATION, 1), null);
    }
    long stored = storedBytes(what, STRIP_OFFSETS, STRIP_BYTE_COUNTS);
    stored += storedBytes(what, TILE_OFFSETS, TILE_BYTE_COUNTS);
    long pixels = (widthPx() * samplesPerPixel() * bitsPerSample() + 7) / 8 * heightPx();
    if (pixels > stored * (isCompressed() ? LARGEST_COMPRESSION : 1)) {
      String found = stored + " bytes of pixels for " + pixels + ", cut short";
      throw PictureBytes.damaged(what, found, null);
    }
  }

  /** The bytes of all strips or tiles, which must be in the file. */
  private long storedBytes(Object what, int offsetsTag, int countsTag) {
    long[] offsets = numbers(offsetsTag);
    long[] counts = numbers(countsTag);
    long sum = 0;
    for (int n = 0; n < Math.min(offsets.length, counts.length); n++) {
      if (offsets[n] + counts[n] > bytes.length()) {
        String found = "pixels up to byte %d of a file of %d bytes, cut short";
        throw PictureBytes.damaged(
            what, found.formatted(offsets[n] + counts[n], bytes.length()), null);
      }
      sum += counts[n];
    }
    return sum;
  }

  /** The first value of a tag, or another where the tag is missing. */
  private long number(int tag, long otherwise) {
    long[] numbers = numbers(tag);
    return numbers.length == 0 ? otherwise : numbers[0];
  }

  /** The values of a tag of whole numbers; none if it is missing or of another kind. */
  long[] numbers(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null || entry.type() != 1 && entry.type() != 3 && entry.type() != 4) {
      return new long[0];
    }
    ByteBuffer in = content(tag);
    long[] numbers = new long[(int) entry.count()];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] =
          switch (entry.type()) {
            case 1 -> Byte.toUnsignedLong(in.get());
            case 3 -> Short.toUnsignedLong(in.getShort());
            default -> Integer.toUnsignedLong(in.getInt());
          };
    }
    return numbers;
  }

  /** A tag's bytes in the file's order; none if it is missing. */
  ByteBuffer content(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null) return ByteBuffer.allocate(0);
    long size = entry.count() * TYPE_BYTES[entry.type()];
    if (size > Integer.MAX_VALUE) {
      throw PictureBytes.damaged(bytes.file(), "TIFF tag " + tag + " of " + size + " bytes", null);
    }
    return bytes.read(entry.position(), (int) size).order(order);
  }

  /** The description; empty if there is none. */
  String description() {
    byte[] text = content(DESCRIPTION).array();
    int end = 0;
    while (end < text.length && text[end] != 0) end++;
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }
}
