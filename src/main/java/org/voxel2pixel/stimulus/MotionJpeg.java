// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * A frame of a Motion JPEG film: a JPEG that may leave out its Huffman tables, for which those of
 * ITU-T T.81, K.3 stand then (as in Microsoft's "AVI1" frames). Its numbers are full range, as in
 * JFIF; a frame that declares otherwise is refused.
 */
final class MotionJpeg {
  /** How FFmpeg marks frames whose black is 16 and whose white is 235. */
  private static final byte[] LIMITED_RANGE = "CS=ITU601".getBytes(StandardCharsets.US_ASCII);

  private static final int MARK_SEARCH_BYTES = 1024;
  private static final byte[] STANDARD_TABLES = standardTables();

  private MotionJpeg() {}

  /**
   * @param what the film and the frame's number, for messages
   */
  static RgbFrame decode(Object what, byte[] bytes) {
    if (!JpegStructure.isJpeg(bytes)) throw PictureBytes.damaged(what, "no JPEG data", null);
    if (contains(bytes, LIMITED_RANGE)) {
      throw PictureBytes.damaged(what, "a JPEG of limited range (CS=ITU601)", null);
    }
    byte[] whole =
        JpegStructure.of(bytes).huffmanTables()
            ? bytes
            : JpegStructure.inserted(bytes, STANDARD_TABLES);
    return PictureBytes.decode(what, whole, EnumSet.noneOf(PictureConversion.class));
  }

  private static boolean contains(byte[] bytes, byte[] mark) {
    int end = Math.min(bytes.length, MARK_SEARCH_BYTES) - mark.length;
    for (int at = 0; at <= end; at++) {
      int same = 0;
      while (same < mark.length && bytes[at + same] == mark[same]) same++;
      if (same == mark.length) return true;
    }
    return false;
  }

  /** A DHT segment (T.81, B.2.4.2) with the four tables: class and number, lengths, values. */
  private static byte[] standardTables() {
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    write(tables, 0x00, JPEGHuffmanTable.StdDCLuminance);
    write(tables, 0x01, JPEGHuffmanTable.StdDCChrominance);
    write(tables, 0x10, JPEGHuffmanTable.StdACLuminance);
    write(tables, 0x11, JPEGHuffmanTable.StdACChrominance);
    int length = tables.size() + Short.BYTES;
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.write(0xFF);
    segment.write(0xC4);
    segment.write(length >> 8);
    segment.write(length);
    segment.writeBytes(tables.toByteArray());
    return segment.toByteArray();
  }

  private static void write(ByteArrayOutputStream out, int classAndNumber, JPEGHuffmanTable table) {
    out.write(classAndNumber);
    short[] lengths = table.getLengths();
    for (int n = 0; n < 16; n++) out.write(n < lengths.length ? lengths[n] : 0);
    for (short value : table.getValues()) out.write(value);
  }
}
