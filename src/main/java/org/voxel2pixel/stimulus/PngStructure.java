// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Whether a PNG is whole, which Java's decoder does not check (PNG, ISO/IEC 15948, section 5). */
final class PngStructure {
  /** What {@link #fault} answers for a whole file. */
  static final String NONE = "";

  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int END_CHUNK = 0x49454E44; // "IEND"
  private static final int CHUNK_FRAME_BYTES = 12; // length, type, checksum

  private PngStructure() {}

  static boolean isPng(byte[] bytes) {
    return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == SIGNATURE;
  }

  /** The first chunk that is cut short or whose checksum is wrong, in words, or {@link #NONE}. */
  static String fault(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes); // big-endian
    int at = Long.BYTES;
    while (bytes.length - at >= CHUNK_FRAME_BYTES) {
      int length = file.getInt(at);
      if (length < 0 || length > bytes.length - at - CHUNK_FRAME_BYTES) break;
      CRC32 checksum = new CRC32();
      checksum.update(bytes, at + Integer.BYTES, Integer.BYTES + length);
      if ((int) checksum.getValue() != file.getInt(at + 2 * Integer.BYTES + length)) {
        return "a wrong checksum at byte " + at;
      }
      if (file.getInt(at + Integer.BYTES) == END_CHUNK) return NONE;
      at += CHUNK_FRAME_BYTES + length;
    }
    return "the file cut short at byte " + bytes.length;
  }
}
