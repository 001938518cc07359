// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Writes a .npy file row by row, {@code [row][...]}, little-endian, C order. The number of rows is
 * written into the header by {@link #close}; write through a temporary name, so that no reader
 * meets the file before.
 */
public final class NpyWriter implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final FileChannel channel;
  private final NpyType type;
  private final int[] rowShape;
  private final int rowLength;
  private final ByteBuffer buffer;
  private long rowCount;

  private NpyWriter(FileChannel channel, NpyType type, int[] rowShape) {
    this.channel = channel;
    this.type = type;
    this.rowShape = rowShape.clone();
    int length = 1;
    for (int d : rowShape) length = Math.multiplyExact(length, d);
    this.rowLength = length;
    this.buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @param type FLOAT32, FLOAT64 or UINT8
   * @param rowShape the dimensions after the first
   */
  public static NpyWriter create(Path file, NpyType type, int... rowShape) throws IOException {
    if (type != NpyType.FLOAT32 && type != NpyType.FLOAT64 && type != NpyType.UINT8) {
      throw new IllegalArgumentException("type must be FLOAT32, FLOAT64 or UINT8, was " + type);
    }
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    NpyWriter writer = new NpyWriter(channel, type, rowShape);
    writer.buffer.put(new byte[NpyHeader.WRITTEN_BYTES]);
    return writer;
  }

  /** Rows written. */
  public long rowCount() {
    return rowCount;
  }

  /** Appends a row to a FLOAT32 file. */
  public void writeRow(float[] row) throws IOException {
    require(NpyType.FLOAT32, row.length);
    for (float value : row) {
      ensure(Float.BYTES);
      buffer.putFloat(value);
    }
    rowCount++;
  }

  /** Appends a row to a FLOAT64 file. */
  public void writeRow(double[] row) throws IOException {
    require(NpyType.FLOAT64, row.length);
    for (double value : row) {
      ensure(Double.BYTES);
      buffer.putDouble(value);
    }
    rowCount++;
  }

  /** Appends a row to a UINT8 file. */
  public void writeRow(byte[] row) throws IOException {
    require(NpyType.UINT8, row.length);
    flush();
    ByteBuffer bytes = ByteBuffer.wrap(row);
    while (bytes.hasRemaining()) channel.write(bytes);
    rowCount++;
  }

  private void require(NpyType wanted, int length) {
    if (type != wanted || length != rowLength) {
      throw new IllegalArgumentException(
          "row must be "
              + type
              + " "
              + Arrays.toString(rowShape)
              + ", was "
              + wanted
              + " of length "
              + length);
    }
  }

  private void ensure(int bytes) throws IOException {
    if (buffer.remaining() < bytes) flush();
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) channel.write(buffer);
    buffer.clear();
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      flush();
      long[] shape = new long[rowShape.length + 1];
      shape[0] = rowCount;
      for (int d = 0; d < rowShape.length; d++) shape[d + 1] = rowShape[d];
      ByteBuffer header = ByteBuffer.wrap(NpyHeader.toBytes(type, shape));
      while (header.hasRemaining()) channel.write(header, header.position());
    }
  }
}
