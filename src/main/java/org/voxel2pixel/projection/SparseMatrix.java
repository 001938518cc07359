// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.Arrays;

/**
 * A sparse matrix in compressed sparse rows (CSR): the entries of row {@code r} are those from
 * {@code rowStart[r]} to {@code rowStart[r + 1]}, each with a column and a value, columns strictly
 * ascending within a row. Values are float, sums over them double. Immutable and thread-safe.
 */
public final class SparseMatrix {
  final long[] rowStart; // [row], and one more: the number of entries
  final int[] column; // [entry]
  final float[] value; // [entry]
  private final int columnCount;

  private SparseMatrix(long[] rowStart, int[] column, float[] value, int columnCount) {
    this.rowStart = rowStart;
    this.column = column;
    this.value = value;
    this.columnCount = columnCount;
  }

  /** Receives entries, rows in any order but within a row by ascending column. */
  static final class Filling {
    private final SparseMatrix matrix;
    private final long[] next; // [row], the entry to be written next

    /**
     * @param entriesOfRow {@code [row]}, how many there will be; their sum must fit an array
     */
    Filling(int[] entriesOfRow, int columnCount) {
      long[] rowStart = new long[entriesOfRow.length + 1];
      for (int row = 0; row < entriesOfRow.length; row++) {
        rowStart[row + 1] = rowStart[row] + entriesOfRow[row];
      }
      int entryCount = Math.toIntExact(rowStart[entriesOfRow.length]);
      matrix = new SparseMatrix(rowStart, new int[entryCount], new float[entryCount], columnCount);
      next = Arrays.copyOf(rowStart, entriesOfRow.length);
    }

    void add(int row, int column, double value) {
      int entry = (int) next[row]++;
      matrix.column[entry] = column;
      matrix.value[entry] = (float) value;
    }

    SparseMatrix matrix() {
      for (int row = 0; row < next.length; row++) {
        if (next[row] != matrix.rowStart[row + 1]) {
          throw new IllegalStateException(
              "row " + row + " ends at " + next[row] + ", not " + matrix.rowStart[row + 1]);
        }
      }
      return matrix;
    }
  }

  public int rowCount() {
    return rowStart.length - 1;
  }

  public int columnCount() {
    return columnCount;
  }

  /** Entries that are stored. */
  public long entryCount() {
    return rowStart[rowStart.length - 1];
  }

  /** A copy: where the entries of each row start, and at the end how many there are. */
  public long[] rowStarts() {
    return rowStart.clone();
  }

  /** A copy: column of each entry. */
  public int[] columns() {
    return column.clone();
  }

  /** A copy: value of each entry. */
  public float[] values() {
    return value.clone();
  }

  /** Memory of this matrix. */
  public long bytes() {
    return bytes(rowCount(), entryCount());
  }

  /** Memory of a matrix of that size. */
  static long bytes(long rowCount, long entryCount) {
    return Long.BYTES * (rowCount + 1) + (Integer.BYTES + Float.BYTES) * entryCount;
  }

  /**
   * The product {@code A x}.
   *
   * @param x {@code [column]}; where a column has no entry it is not looked at
   * @return {@code [row]}
   */
  public double[] times(double[] x) {
    requireLength(x, columnCount, "columns");
    double[] y = new double[rowCount()];
    LagProduct.multiply(this, x, y, 1);
    return y;
  }

  /**
   * The product {@code A' y} with the transposed matrix.
   *
   * @param y {@code [row]}
   * @return {@code [column]}
   */
  public double[] transposedTimes(double[] y) {
    requireLength(y, rowCount(), "rows");
    double[] x = new double[columnCount];
    for (int row = 0; row < rowCount(); row++) {
      for (int e = (int) rowStart[row]; e < rowStart[row + 1]; e++)
        x[column[e]] += value[e] * y[row];
    }
    return x;
  }

  /** The transposed matrix. */
  public SparseMatrix transposed() {
    int[] entriesOfColumn = new int[columnCount];
    for (int c : column) entriesOfColumn[c]++;
    Filling filling = new Filling(entriesOfColumn, rowCount());
    for (int row = 0; row < rowCount(); row++) {
      for (int e = (int) rowStart[row]; e < rowStart[row + 1]; e++) {
        filling.add(column[e], row, value[e]);
      }
    }
    return filling.matrix();
  }

  private static void requireLength(double[] vector, int length, String what) {
    if (vector.length == length) return;
    throw new IllegalArgumentException(
        "the vector must be as long as there are "
            + what
            + ", "
            + length
            + ", was "
            + vector.length);
  }
}
