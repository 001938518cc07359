// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.voxel2pixel.BadInputException;

/**
 * Goes through the compressed elements of a MATLAB v5 file and compares their lengths and
 * checksums: the parser takes what it needs of each, and would give out damaged numbers.
 *
 * <p>After the MATLAB MAT-File Format, Level 5: a header of 128 bytes, then elements, each a type
 * and a length of 4 bytes and so many bytes; type 15 is a zlib stream of one other element.
 */
final class MatElements {
  private static final int HEADER_BYTES = 128;
  private static final int ENDIAN_AT = 126;
  private static final int COMPRESSED = 15;
  private static final int TAG_BYTES = 8;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final DataInputStream in;
  private final boolean littleEndian;

  private MatElements(Path file, DataInputStream in) throws IOException {
    this.file = file;
    this.in = in;
    byte[] header = new byte[HEADER_BYTES];
    in.readFully(header);
    littleEndian = header[ENDIAN_AT] == 'I';
  }

  /**
   * @throws BadInputException if a compressed element is damaged
   */
  static void requireWhole(Path file) {
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        DataInputStream in = new DataInputStream(stream)) {
      new MatElements(file, in).checkAll();
    } catch (EOFException e) {
      throw damaged(file, "a file that ends early", e);
    } catch (IOException e) {
      throw Unreadable.of(file, "a readable MATLAB file", e);
    }
  }

  private void checkAll() throws IOException {
    byte[] tag = new byte[TAG_BYTES];
    while (true) {
      int first = in.read();
      if (first < 0) return;
      tag[0] = (byte) first;
      in.readFully(tag, 1, TAG_BYTES - 1);
      long length = integer(tag, 4);
      if (integer(tag, 0) == COMPRESSED) checkCompressed(length);
      else in.skipNBytes(length);
    }
  }

  private long integer(byte[] bytes, int at) {
    long value = 0;
    for (int n = 0; n < 4; n++) {
      value = value << 8 | bytes[at + (littleEndian ? 3 - n : n)] & 0xff;
    }
    return value;
  }

  private void checkCompressed(long length) throws IOException {
    Inflater inflater = new Inflater();
    byte[] packed = new byte[BUFFER_BYTES];
    byte[] plain = new byte[BUFFER_BYTES];
    byte[] tag = new byte[TAG_BYTES];
    try {
      long total = 0;
      for (long left = length; left > 0; ) {
        int count = (int) Math.min(left, packed.length);
        in.readFully(packed, 0, count);
        left -= count;
        inflater.setInput(packed, 0, count);
        for (int more = inflater.inflate(plain); more > 0; more = inflater.inflate(plain)) {
          for (int n = 0; n < more && total + n < TAG_BYTES; n++) tag[(int) total + n] = plain[n];
          total += more;
        }
      }
      long expected = TAG_BYTES + integer(tag, 4);
      if (!inflater.finished() || inflater.getRemaining() > 0 || total != expected) {
        throw damaged(file, "a variable of " + total + " bytes instead of " + expected, null);
      }
    } catch (DataFormatException e) {
      throw damaged(file, "a variable that does not unpack (" + e.getMessage() + ")", e);
    } finally {
      inflater.end();
    }
  }

  private static BadInputException damaged(Path file, String found, Exception cause) {
    return new BadInputException(
        file, "a whole MATLAB file", found, "copy or save it again", cause);
  }
}
