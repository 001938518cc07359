// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a JPEG's markers say that Java's decoder does not: it turns CMYK into false colours, leaves
 * EXIF rotations alone, fills missing data with grey without a word, and takes YCbCr that is not
 * subsampled for RGB where no marker declares the colours.
 *
 * @param orientation tag 0x0112 of the EXIF block (Exif 2.3, 4.6.4 A): 1 upright, 2 to 8 mirrored
 *     or turned; 1 if there is no such tag or its block is broken
 * @param componentCount colour components of the frame header (ITU-T T.81, B.2.2): 1 grey, 3
 *     colour, 4 CMYK; 0 if there is no frame header
 * @param coloursDeclared whether a JFIF or Adobe marker, or component names R, G and B, tell YCbCr
 *     from RGB
 * @param huffmanTables whether there is a table of codes before the first scan
 * @param ended whether an end-of-image marker follows the first scan
 */
record JpegStructure(
    int orientation,
    int componentCount,
    boolean coloursDeclared,
    boolean huffmanTables,
    boolean ended) {
  static final int UPRIGHT = 1;
  static final int CMYK_COMPONENT_COUNT = 4;

  private static final int START_OF_IMAGE = 0xFFD8;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final int END_OF_IMAGE = 0xFFD9;
  private static final int HUFFMAN_TABLES = 0xFFC4;
  private static final int APP0 = 0xFFE0;
  private static final int APP1 = 0xFFE1;
  private static final int APP14 = 0xFFEE;
  private static final int JFIF = 0x4A464946;
  private static final int ADOBE = 0x41646F62;
  private static final int EXIF = 0x45786966;
  private static final int EXIF_HEADER_BYTES = 6; // "Exif", 0, 0
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;

  /** JFIF 1.01, aspect ratio 1:1, no thumbnail. */
  private static final byte[] JFIF_SEGMENT = {
    (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  static boolean isJpeg(byte[] bytes) {
    return bytes.length >= 2 && ByteBuffer.wrap(bytes).getShort() == (short) START_OF_IMAGE;
  }

  /** Reads the markers up to the first scan and looks for the end. */
  static JpegStructure of(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes, 2, bytes.length - 2); // big-endian
    int orientation = UPRIGHT;
    int componentCount = 0;
    boolean declared = false;
    boolean tables = false;
    boolean ended = false;
    try {
      while (true) {
        int marker = Short.toUnsignedInt(file.getShort());
        int begin = file.position() + Short.BYTES;
        int length = Short.toUnsignedInt(file.getShort()) - Short.BYTES;
        if (marker == START_OF_SCAN) {
          ended = endsAfter(bytes, begin + length);
          break;
        }
        if (isFrameHeader(marker)) {
          componentCount = file.get(begin + 5);
          declared |= componentCount == 3 && namedRgb(file, begin + 6);
        }
        tables |= marker == HUFFMAN_TABLES;
        declared |= marker == APP0 && length > 4 && file.getInt(begin) == JFIF;
        declared |= marker == APP14 && length > 4 && file.getInt(begin) == ADOBE;
        if (marker == APP1 && length > EXIF_HEADER_BYTES && file.getInt(begin) == EXIF) {
          int tiffBytes = length - EXIF_HEADER_BYTES;
          orientation = orientationIn(file.slice(begin + EXIF_HEADER_BYTES, tiffBytes));
        }
        file.position(begin + length);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      ended = false; // cut before its first scan
    }
    return new JpegStructure(orientation, componentCount, declared, tables, ended);
  }

  /**
   * The picture with a JFIF marker if it has three components and nothing says which: they are
   * YCbCr then, by convention of the IJG's library and of every film camera.
   */
  byte[] withColourModel(byte[] bytes) {
    return componentCount == 3 && !coloursDeclared ? inserted(bytes, JFIF_SEGMENT) : bytes;
  }

  /** The picture with a segment right after its start-of-image marker. */
  static byte[] inserted(byte[] bytes, byte[] segment) {
    byte[] longer = new byte[bytes.length + segment.length];
    System.arraycopy(bytes, 0, longer, 0, Short.BYTES);
    System.arraycopy(segment, 0, longer, Short.BYTES, segment.length);
    int rest = bytes.length - Short.BYTES;
    System.arraycopy(bytes, Short.BYTES, longer, Short.BYTES + segment.length, rest);
    return longer;
  }

  private static boolean namedRgb(ByteBuffer file, int firstComponent) {
    byte[] names = {
      file.get(firstComponent), file.get(firstComponent + 3), file.get(firstComponent + 6)
    };
    return Arrays.equals(names, new byte[] {'R', 'G', 'B'});
  }

  /** SOF0 to SOF15; C4, C8 and CC are tables. */
  private static boolean isFrameHeader(int marker) {
    boolean table = marker == HUFFMAN_TABLES || marker == 0xFFC8 || marker == 0xFFCC;
    return marker >= 0xFFC0 && marker <= 0xFFCF && !table;
  }

  /** Within a scan 0xFF is always followed by 0 or a restart marker, so this is no picture data. */
  private static boolean endsAfter(byte[] bytes, int position) {
    for (int at = position; at + 1 < bytes.length; at++) {
      if (bytes[at] == (byte) 0xFF && bytes[at + 1] == (byte) END_OF_IMAGE) return true;
    }
    return false;
  }

  private static int orientationIn(ByteBuffer tiff) {
    try {
      tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = tiff.getInt(4);
      int entryCount = Short.toUnsignedInt(tiff.getShort(directory));
      for (int entry = 0; entry < entryCount; entry++) {
        int at = directory + Short.BYTES + entry * ENTRY_BYTES;
        if (Short.toUnsignedInt(tiff.getShort(at)) == ORIENTATION_TAG) {
          int orientation = Short.toUnsignedInt(tiff.getShort(at + 8));
          return orientation >= 2 && orientation <= 8 ? orientation : UPRIGHT;
        }
      }
      return UPRIGHT;
    } catch (IndexOutOfBoundsException e) {
      return UPRIGHT; // a broken EXIF block says nothing
    }
  }
}
