// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What a file of arrays is by its first bytes, whatever its name says. */
enum ArrayFormat {
  /** NumPy, one array. */
  NPY,
  /** A zip archive, as NumPy's savez writes. */
  ZIP,
  /** MATLAB v5 to v7. */
  MATLAB_5,
  /** MATLAB v4 and older. */
  MATLAB_4,
  /** HDF5, which MATLAB v7.3 is too. */
  HDF5,
  /** Packed by gzip. */
  GZIP,
  /** Text, or so it seems. */
  TEXT,
  /** Nothing at all. */
  EMPTY,
  /** None of these. */
  UNKNOWN;

  private static final int HEAD_BYTES = 4096;
  private static final int MATLAB_4_HEADER = 20;
  private static final int MATLAB_4_LONGEST_NAME = 64;

  static ArrayFormat of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) continue;
      byte[] head = Arrays.copyOf(bytes.array(), bytes.position());
      if (head.length == 0) return EMPTY;
      if (Hdf5Storage.signatureAt(channel) >= 0) return HDF5;
      return of(head);
    }
  }

  private static ArrayFormat of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0093NUMPY")) return NPY;
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) return ZIP;
    if (text.startsWith("MATLAB 5.0 MAT-file")) return MATLAB_5;
    if (text.startsWith("\u001f\u008b")) return GZIP;
    if (isMatlab4(head)) return MATLAB_4;
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) return TEXT; // UTF-16
    boolean readable = text.chars().allMatch(c -> c >= ' ' || "\t\n\r\f".indexOf(c) >= 0);
    return readable ? TEXT : UNKNOWN;
  }

  /**
   * Five integers of 4 bytes: {@code 1000 · machine + 10 · precision + kind}, rows, columns, 1 if
   * complex, bytes of the name, which follows and ends with 0 (MATLAB MAT-File Format, Level 4).
   */
  private static boolean isMatlab4(byte[] head) {
    if (head.length < MATLAB_4_HEADER) return false;
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int littleEndian = header.getInt(0);
    boolean little = littleEndian >= 0 && littleEndian < 1000;
    if (!little) header.order(ByteOrder.BIG_ENDIAN);
    int type = header.getInt(0);
    boolean known =
        type / 1000 == (little ? 0 : 1)
            && type % 1000 / 100 == 0
            && type % 100 / 10 <= 5
            && type % 10 <= 2;
    int nameBytes = header.getInt(16);
    return known
        && header.getInt(4) >= 0
        && header.getInt(8) >= 0
        && (header.getInt(12) & ~1) == 0
        && nameBytes >= 2
        && nameBytes <= MATLAB_4_LONGEST_NAME
        && head.length >= MATLAB_4_HEADER + nameBytes
        && head[MATLAB_4_HEADER] >= 'A'
        && head[MATLAB_4_HEADER + nameBytes - 1] == 0;
  }
}
