// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a {@code .npy} array of floats (NumPy's numpy/lib/format.py, versions 1 to 3). Its
 * Python dict is matched as text, never evaluated.
 *
 * @param dims length of each dimension; empty for a single number
 * @param layout which dimension lies densest
 * @param dataOffset byte at which the elements begin
 */
record NpyFormat(Dtype dtype, ByteOrder order, long[] dims, Layout layout, int dataOffset) {
  enum Layout {
    ROW_MAJOR,
    COLUMN_MAJOR
  }

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_TEXT_BYTES = 1 << 16;
  private static final int MOST_DIMS = 32;
  private static final Pattern DESCR = Pattern.compile("'descr':\\s*'([<>|=]?)(\\w+)'");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order':\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([0-9, ]*)\\)");

  /** What is wrong with an array; the caller knows the file's name. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  NpyFormat {
    dims = dims.clone();
  }

  @Override
  public long[] dims() {
    return dims.clone();
  }

  /** Reads a header and leaves the stream where the elements begin; empty if they are no floats. */
  static Optional<NpyFormat> read(InputStream in) throws IOException, Malformed {
    byte[] start = exactly(in, MAGIC.length + 2);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new Malformed("no .npy array");
    }
    int major = start[MAGIC.length];
    if (major < 1 || major > 3) throw new Malformed(".npy version " + major);
    byte[] length = exactly(in, major == 1 ? 2 : 4);
    long textBytes = 0;
    for (int i = length.length - 1; i >= 0; i--) textBytes = textBytes << 8 | length[i] & 0xff;
    if (textBytes > MOST_TEXT_BYTES) throw new Malformed("a header of " + textBytes + " bytes");
    String text = new String(exactly(in, (int) textBytes), StandardCharsets.ISO_8859_1);
    return parse(text, start.length + length.length + (int) textBytes);
  }

  private static byte[] exactly(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) throw new EOFException("ends within the header");
    return bytes;
  }

  private static Optional<NpyFormat> parse(String text, int dataOffset) throws Malformed {
    Matcher shape = SHAPE.matcher(text);
    Matcher fortran = FORTRAN.matcher(text);
    if (!shape.find() || !fortran.find()) throw new Malformed("the header " + text.strip());
    Matcher descr = DESCR.matcher(text);
    if (!descr.find()) return Optional.empty(); // structured
    Optional<Dtype> dtype =
        switch (descr.group(2)) {
          case "f2" -> Optional.of(Dtype.F16);
          case "f4" -> Optional.of(Dtype.F32);
          case "f8" -> Optional.of(Dtype.F64);
          default -> Optional.empty();
        };
    if (dtype.isEmpty()) return Optional.empty();
    ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    Layout layout = fortran.group(1).equals("True") ? Layout.COLUMN_MAJOR : Layout.ROW_MAJOR;
    return Optional.of(new NpyFormat(dtype.get(), order, dims(shape.group(1)), layout, dataOffset));
  }

  private static long[] dims(String text) throws Malformed {
    String[] parts = text.isBlank() ? new String[0] : text.split(",");
    if (parts.length > MOST_DIMS) throw new Malformed("more than " + MOST_DIMS + " dimensions");
    long[] dims = new long[parts.length];
    int rank = 0;
    long count = 1;
    for (String part : parts) {
      if (part.isBlank()) continue; // after the last comma
      try {
        dims[rank] = Integer.parseInt(part.strip());
      } catch (NumberFormatException e) {
        throw new Malformed("a dimension of " + part.strip());
      }
      count *= dims[rank++];
      if (count > Integer.MAX_VALUE) throw new Malformed("shape (" + text + ")");
    }
    return Arrays.copyOf(dims, rank);
  }

  /** The values in row-major order; may be the same array. */
  float[] rowMajor(float[] stored) {
    if (layout == Layout.ROW_MAJOR || dims.length < 2 || stored.length == 0) return stored;
    long[] stride = new long[dims.length]; // in the stored array
    long step = 1;
    for (int d = 0; d < dims.length; d++) {
      stride[d] = step;
      step *= dims[d];
    }
    float[] values = new float[stored.length];
    long[] index = new long[dims.length];
    long from = 0;
    for (int n = 0; n < values.length; n++) {
      values[n] = stored[(int) from];
      for (int d = dims.length - 1; d >= 0; d--) {
        from += stride[d];
        if (++index[d] < dims[d]) break;
        from -= stride[d] * dims[d];
        index[d] = 0;
      }
    }
    return values;
  }
}
