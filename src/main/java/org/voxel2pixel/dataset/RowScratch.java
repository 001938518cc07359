// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows that are written to disk, then read back in the same order, once; closing deletes them. Not
 * mapped into memory, because Windows would not delete the file then.
 */
final class RowScratch implements AutoCloseable {
  private final FileChannel channel;
  private final ByteBuffer bytes;

  RowScratch(Path file, int rowLength) throws IOException {
    channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ,
            StandardOpenOption.DELETE_ON_CLOSE);
    bytes = ByteBuffer.allocateDirect(Math.multiplyExact(rowLength, Float.BYTES));
  }

  void append(float[] row) throws IOException {
    bytes.clear();
    bytes.asFloatBuffer().put(row);
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  /** Goes to the first row. */
  void rewind() throws IOException {
    channel.position(0);
  }

  void next(float[] row) throws IOException {
    bytes.clear();
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) throw new EOFException("no more rows");
    }
    bytes.clear().asFloatBuffer().get(row);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
