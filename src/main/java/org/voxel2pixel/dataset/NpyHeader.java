// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.StringJoiner;
import org.voxel2pixel.BadInputException;

/**
 * The header of a .npy file: magic, version 1 to 3, length, a Python dict as text.
 *
 * <p>The format is NumPy's (numpy/lib/format.py, NEP 1). The text is parsed strictly and nothing in
 * it is evaluated; object arrays, which would need Python's pickle, are refused.
 *
 * @param type of the elements
 * @param byteOrder of the elements
 * @param order of the dimensions in the file
 * @param shape length of each dimension; empty for a single number
 * @param dataOffset byte at which the elements begin
 */
record NpyHeader(NpyType type, ByteOrder byteOrder, Order order, int[] shape, int dataOffset) {

  /** Which dimension lies densest in a file. */
  enum Order {
    /** The last dimension: rows lie together, as in C. */
    C,
    /** The first dimension: columns lie together, as in Fortran and MATLAB. */
    FORTRAN
  }

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** Longest header text that we accept; a number array needs about 100. */
  private static final int MAX_TEXT = 1 << 16;

  /** Bytes that our own headers take, so that the row count can be written last. */
  static final int WRITTEN_BYTES = 128;

  NpyHeader {
    shape = shape.clone();
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  long elementCount() {
    long count = 1;
    for (int length : shape) count = Math.multiplyExact(count, length);
    return count;
  }

  /**
   * The shape, if the array can be held in memory.
   *
   * @throws BadInputException if it has more than 2^31 - 9 elements
   */
  int[] shapeInMemory(Object what) {
    return NumericArray.shapeInMemory(what, Arrays.stream(shape).asLongStream().toArray());
  }

  /** Shape and type in words. */
  String describe() {
    return Arrays.toString(shape) + " " + type.name().toLowerCase(Locale.ROOT);
  }

  /** Reads the header of a file. */
  static NpyHeader read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          file, "a .npy file", Files.exists(file) ? "a folder" : "nothing", "check the path");
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      return read(file, in);
    } catch (IOException e) {
      throw Unreadable.of(file, "a readable .npy file", e);
    }
  }

  /**
   * Reads a header and leaves the stream where the elements begin.
   *
   * @param what the file or the member of an archive, for messages
   */
  static NpyHeader read(Object what, DataInputStream in) throws IOException {
    try {
      return parse(what, in);
    } catch (EOFException e) {
      throw new BadInputException(
          what, "a .npy file", "a file that ends within the header", "copy it again", e);
    }
  }

  private static NpyHeader parse(Object file, DataInputStream in) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    in.readFully(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new BadInputException(
          file,
          "a .npy file, which begins with \\x93NUMPY",
          "other first bytes",
          "save the array with numpy.save");
    }
    int major = in.readUnsignedByte();
    int minor = in.readUnsignedByte();
    if (major < 1 || major > 3 || minor != 0) {
      throw new BadInputException(
          file, "format version 1.0 to 3.0", major + "." + minor, "save it with numpy.save");
    }
    long length =
        major == 1
            ? Short.reverseBytes(in.readShort()) & 0xffff
            : Integer.reverseBytes(in.readInt()) & 0xffffffffL;
    if (length > MAX_TEXT) {
      throw new BadInputException(
          file,
          "a header of at most " + MAX_TEXT + " bytes",
          "one of " + length,
          "save a plain array of numbers with numpy.save");
    }
    String text = new String(readExactly(in, (int) length), StandardCharsets.UTF_8);
    int offset = MAGIC.length + 2 + (major == 1 ? 2 : 4) + (int) length;
    return new NpyHeaderText(file, text).parse(offset);
  }

  private static byte[] readExactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) throw new EOFException();
    return bytes;
  }

  /** As version 1.0 of exactly {@link #WRITTEN_BYTES} bytes, little-endian and in C order. */
  static byte[] toBytes(NpyType type, long... shape) {
    String order = type.byteCount() == 1 ? "|" : "<";
    StringJoiner lengths = new StringJoiner(", ", "(", shape.length == 1 ? ",)" : ")");
    for (long length : shape) lengths.add(Long.toString(length));
    String dict =
        "{'descr': '%s%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(order, type.code(), lengths);
    byte[] bytes = new byte[WRITTEN_BYTES];
    Arrays.fill(bytes, (byte) ' ');
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    int textLength = WRITTEN_BYTES - MAGIC.length - 4;
    bytes[6] = 1;
    bytes[7] = 0;
    bytes[8] = (byte) textLength;
    bytes[9] = (byte) (textLength >> 8);
    byte[] text = dict.getBytes(StandardCharsets.US_ASCII);
    if (text.length >= textLength) {
      throw new IllegalArgumentException("shape too long for a header: " + lengths);
    }
    System.arraycopy(text, 0, bytes, MAGIC.length + 4, text.length);
    bytes[WRITTEN_BYTES - 1] = '\n';
    return bytes;
  }
}
