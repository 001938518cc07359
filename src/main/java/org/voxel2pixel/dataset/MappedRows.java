// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Equal rows of bytes in a file of any size, mapped into memory in pieces of whole rows, because
 * one mapping cannot pass 2 GB. Reading is safe from several threads.
 *
 * <p>Java gives a mapping back when its buffer is collected, not when it is asked to; until then
 * Windows will not delete the file.
 */
final class MappedRows {
  private final ByteBuffer[] pieces;
  private final long rowsPerPiece;
  private final int rowBytes;

  private MappedRows(ByteBuffer[] pieces, long rowsPerPiece, int rowBytes) {
    this.pieces = pieces;
    this.rowsPerPiece = rowsPerPiece;
    this.rowBytes = rowBytes;
  }

  /**
   * @param offset byte at which row 0 begins
   * @param pieceBytes greatest length of a piece, unless one row is longer
   */
  static MappedRows open(
      Path file, long offset, long rowCount, int rowBytes, ByteOrder order, int pieceBytes)
      throws IOException {
    long rowsPerPiece = Math.max(1, pieceBytes / Math.max(1, rowBytes));
    int pieceCount = Math.toIntExact((rowCount + rowsPerPiece - 1) / rowsPerPiece);
    ByteBuffer[] pieces = new ByteBuffer[pieceCount];
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (int p = 0; p < pieceCount; p++) {
        long first = p * rowsPerPiece;
        long bytes = Math.min(rowsPerPiece, rowCount - first) * rowBytes;
        pieces[p] =
            channel
                .map(FileChannel.MapMode.READ_ONLY, offset + first * rowBytes, bytes)
                .order(order);
      }
    }
    return new MappedRows(pieces, rowsPerPiece, rowBytes);
  }

  /** A fresh view of one row, position 0, in the file's byte order. */
  ByteBuffer row(long row) {
    ByteBuffer piece = pieces[Math.toIntExact(row / rowsPerPiece)];
    int start = Math.toIntExact(row % rowsPerPiece * rowBytes);
    return piece.slice(start, rowBytes).order(piece.order());
  }
}
