// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a JPEG's markers say that Java's decoder does not: it turns CMYK into false colours, leaves
 * EXIF rotations alone, and fills missing data with grey without a word.
 *
 * @param orientation tag 0x0112 of the EXIF block (Exif 2.3, 4.6.4 A): 1 upright, 2 to 8 mirrored
 *     or turned; 1 if there is no such tag or its block is broken
 * @param componentCount colour components of the frame header (ITU-T T.81, B.2.2): 1 grey, 3
 *     colour, 4 CMYK; 0 if there is no frame header
 * @param ended whether an end-of-image marker follows the first scan
 */
record JpegStructure(int orientation, int componentCount, boolean ended) {
  static final int UPRIGHT = 1;
  static final int CMYK_COMPONENT_COUNT = 4;

  private static final int START_OF_IMAGE = 0xFFD8;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final int END_OF_IMAGE = 0xFFD9;
  private static final int APP1 = 0xFFE1;
  private static final int EXIF_HEADER_BYTES = 6; // "Exif", 0, 0
  private static final int EXIF = 0x45786966;
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int ENTRY_BYTES = 12;

  static boolean isJpeg(byte[] bytes) {
    return bytes.length >= 2 && ByteBuffer.wrap(bytes).getShort() == (short) START_OF_IMAGE;
  }

  /** Reads the markers up to the first scan and looks for the end. */
  static JpegStructure of(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes, 2, bytes.length - 2); // big-endian
    int orientation = UPRIGHT;
    int componentCount = 0;
    try {
      while (true) {
        int marker = Short.toUnsignedInt(file.getShort());
        int begin = file.position() + Short.BYTES;
        int length = Short.toUnsignedInt(file.getShort()) - Short.BYTES;
        if (marker == START_OF_SCAN) {
          return new JpegStructure(orientation, componentCount, endsAfter(bytes, begin + length));
        }
        if (isFrameHeader(marker)) componentCount = file.get(begin + 5);
        boolean exif = marker == APP1 && length > EXIF_HEADER_BYTES && file.getInt(begin) == EXIF;
        if (exif) {
          int tiffBytes = length - EXIF_HEADER_BYTES;
          orientation = orientationIn(file.slice(begin + EXIF_HEADER_BYTES, tiffBytes));
        }
        file.position(begin + length);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return new JpegStructure(orientation, componentCount, false); // cut before its first scan
    }
  }

  /** SOF0 to SOF15; C4, C8 and CC are tables. */
  private static boolean isFrameHeader(int marker) {
    boolean table = marker == 0xFFC4 || marker == 0xFFC8 || marker == 0xFFCC;
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
