// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.NpyHeader.Order;

/**
 * A .npy file, mapped into memory and read row by row ({@code [row][...]}, C order); {@link #read}
 * takes a whole array of either order.
 *
 * <p>Types are those of {@link NpyType} in either byte order. Object arrays are refused, and so are
 * files shorter or longer than their header says.
 */
public final class NpyFile {
  private static final int PIECE_BYTES = 1 << 30;

  private final Path file;
  private final NpyHeader header;
  private final long rowCount;
  private final int rowLength;
  private final MappedRows rows;

  private NpyFile(Path file, NpyHeader header, int pieceBytes) throws IOException {
    this.file = file;
    this.header = header;
    int[] shape = header.shape();
    boolean reversed = header.order() == Order.FORTRAN;
    // A Fortran array is the C array of the reversed shape.
    rowCount = shape.length == 0 ? 1 : shape[reversed ? shape.length - 1 : 0];
    long elements = header.elementCount();
    rowLength = rowCount == 0 ? 0 : Math.toIntExact(elements / rowCount);
    int rowBytes = Math.multiplyExact(rowLength, header.type().byteCount());
    long expected = header.dataOffset() + Math.multiplyExact(rowCount, (long) rowBytes);
    long found = Files.size(file);
    if (found != expected) {
      throw new BadInputException(
          file,
          expected + " bytes for shape " + Arrays.toString(shape),
          found + " bytes",
          found < expected ? "it ended early, copy it again" : "save one array a file");
    }
    rows =
        MappedRows.open(
            file, header.dataOffset(), rowCount, rowBytes, header.byteOrder(), pieceBytes);
  }

  /** Opens a file, whatever its type and shape. */
  public static NpyFile open(Path file) {
    return open(file, PIECE_BYTES);
  }

  static NpyFile open(Path file, int pieceBytes) {
    NpyHeader header = NpyHeader.read(file);
    try {
      return new NpyFile(file, header, pieceBytes);
    } catch (IOException e) {
      throw Unreadable.of(file, "a readable file", e);
    } catch (ArithmeticException e) {
      throw new BadInputException(
          file,
          "rows of less than 2 GB",
          "shape " + Arrays.toString(header.shape()),
          "split the array into smaller ones",
          e);
    }
  }

  /** Length of each dimension; empty for a single number. */
  public int[] shape() {
    return header.shape();
  }

  /** Type of the elements. */
  public NpyType type() {
    return header.type();
  }

  /** Copies row {@code row}, {@code into.length} elements, converted to float. */
  public void readRow(long row, float[] into) {
    requireRow(row, into.length);
    header.type().copy(rows.row(row), into, 0, rowLength);
  }

  /** Copies row {@code row} of a uint8 array. */
  public void readRow(long row, byte[] into) {
    requireRow(row, into.length);
    if (header.type() != NpyType.UINT8) {
      throw new IllegalArgumentException("type must be UINT8, was " + header.type());
    }
    rows.row(row).get(into);
  }

  /** Copies row {@code row} without loss. */
  public void readRow(long row, double[] into) {
    requireRow(row, into.length);
    ByteBuffer bytes = rows.row(row);
    int size = header.type().byteCount();
    for (int n = 0; n < into.length; n++) into[n] = header.type().get(bytes, n * size);
  }

  private void requireRow(long row, int length) {
    if (header.order() == Order.FORTRAN && header.shape().length > 1) {
      throw new IllegalStateException(file + " is in Fortran order and has no rows; use read");
    }
    if (row < 0 || row >= rowCount) {
      throw new IllegalArgumentException("row must be in 0.." + (rowCount - 1) + ", was " + row);
    }
    if (length != rowLength) {
      throw new IllegalArgumentException(
          "length must be the row's " + rowLength + ", was " + length);
    }
  }

  /**
   * The whole array in memory, 4 bytes an element, in C order whatever the file's.
   *
   * @throws BadInputException if it has more than 2^31 - 9 elements
   */
  public static NumericArray read(Path path) {
    NpyFile npy = open(path);
    int[] shape = npy.header.shapeInMemory(path);
    float[] values = new float[NumericArray.length(shape)];
    for (int r = 0; r < npy.rowCount && npy.rowLength > 0; r++) {
      npy.header.type().copy(npy.rows.row(r), values, r * npy.rowLength, npy.rowLength);
    }
    return npy.header.order() == Order.C
        ? new NumericArray(shape, values)
        : NumericArray.ofColumnMajor(shape, values);
  }
}
