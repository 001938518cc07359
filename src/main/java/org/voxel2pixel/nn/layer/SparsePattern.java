// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import java.util.Arrays;

/**
 * Where the entries of a sparse matrix stand, in compressed sparse rows (CSR): those of row {@code
 * r} are the entries from {@code rowStart[r]} to {@code rowStart[r + 1]}. Their values stand apart,
 * as they may be learned. Immutable.
 */
public final class SparsePattern {
  /** Entries whose places, 16 bytes each, fit a constant of a TensorFlow graph, below 2 GB. */
  private static final int MOST_ENTRIES = Integer.MAX_VALUE / (2 * Long.BYTES);

  private final int rowCount;
  private final int columnCount;
  private final int[] row; // [entry]
  private final int[] column; // [entry]

  private SparsePattern(int rowCount, int columnCount, int[] row, int[] column) {
    this.rowCount = rowCount;
    this.columnCount = columnCount;
    this.row = row;
    this.column = column;
  }

  /**
   * @param rowStart {@code [row]}, where the entries of each row start, and at the end their count
   * @param column {@code [entry]}, strictly ascending within a row
   * @throws IllegalArgumentException if these are no compressed sparse rows of that many columns,
   *     or there are more than 134,217,727 entries
   */
  public static SparsePattern ofRows(long[] rowStart, int[] column, int columnCount) {
    int rowCount = rowStart.length - 1;
    require(rowCount >= 1 && columnCount >= 1, "at least 1 row and 1 column");
    require(column.length <= MOST_ENTRIES, "at most " + MOST_ENTRIES + " entries");
    require(
        rowStart[0] == 0 && rowStart[rowCount] == column.length, "rows from 0 to the entry count");
    int[] row = new int[column.length];
    for (int r = 0; r < rowCount; r++) {
      require(
          rowStart[r] <= rowStart[r + 1] && rowStart[r + 1] <= column.length, "ascending starts");
      int least = 0;
      for (int e = (int) rowStart[r]; e < rowStart[r + 1]; e++) {
        require(
            column[e] >= least && column[e] < columnCount, "ascending columns within the matrix");
        least = column[e] + 1;
        row[e] = r;
      }
    }
    return new SparsePattern(rowCount, columnCount, row, column.clone());
  }

  private static void require(boolean holds, String what) {
    if (!holds) throw new IllegalArgumentException("a sparse matrix needs " + what);
  }

  public int rowCount() {
    return rowCount;
  }

  public int columnCount() {
    return columnCount;
  }

  public int entryCount() {
    return column.length;
  }

  /** Row and column of each entry, {@code [entry * 2 + (0 row, 1 column)]}. */
  long[] places() {
    long[] places = new long[2 * column.length];
    for (int e = 0; e < column.length; e++) {
      places[2 * e] = row[e];
      places[2 * e + 1] = column[e];
    }
    return places;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparsePattern that
        && rowCount == that.rowCount
        && columnCount == that.columnCount
        && Arrays.equals(row, that.row)
        && Arrays.equals(column, that.column);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(row) + Arrays.hashCode(column);
  }

  @Override
  public String toString() {
    return rowCount + " x " + columnCount + " with " + column.length + " entries";
  }
}
