// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * The chosen voxels of BData files, copied once from one end to the other into a file of float32
 * rows, from which they are then read in any order: trials of one picture lie scattered over a
 * file, and packed chunks would have to be unpacked for each again. Closing deletes the copy.
 */
final class BDataRows implements ResponseRows, AutoCloseable {
  private final FileChannel channel;
  private final int voxelCount;
  private final ByteBuffer bytes;
  private long rowCount;

  /**
   * @param scratch file that does not exist yet
   */
  BDataRows(Path scratch, int voxelCount) throws IOException {
    this.voxelCount = voxelCount;
    this.bytes = ByteBuffer.allocateDirect(Math.multiplyExact(voxelCount, Float.BYTES));
    this.channel =
        FileChannel.open(
            scratch,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Copies a file's samples and returns where its first one now is.
   *
   * @param columns of the file, one a voxel
   * @param used samples that will be read; only these must be finite
   * @throws BadInputException if one of them is not
   */
  long append(BDataFile file, int[] columns, BitSet used, Progress progress) {
    long start = rowCount;
    BitSet bad = new BitSet();
    long[] firstBad = {-1, -1};
    file.readPieces(
        progress,
        "reading " + Path.of(file.name()).getFileName(),
        (first, count, values) -> {
          for (int n = 0; n < count; n++) {
            bytes.clear();
            for (int v = 0; v < columns.length; v++) {
              float value = (float) values[n * file.columnCount() + columns[v]];
              bytes.putFloat(value);
              if (Float.isFinite(value) || !used.get((int) first + n)) continue;
              if (bad.isEmpty()) {
                firstBad[0] = first + n;
                firstBad[1] = columns[v];
              }
              bad.set(v);
            }
            write();
          }
        });
    if (bad.isEmpty()) return start;
    throw new BadInputException(
        file.name(),
        "finite responses",
        "none in sample "
            + firstBad[0]
            + ", column "
            + firstBad[1]
            + ", and in "
            + bad.cardinality()
            + " voxels in all",
        "take these voxels out of the selection");
  }

  private void write() {
    bytes.flip();
    try {
      while (bytes.hasRemaining()) channel.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the responses: " + e.getMessage(), e);
    }
    rowCount++;
  }

  @Override
  public int voxelCount() {
    return voxelCount;
  }

  @Override
  public void read(long row, float[] into) throws IOException {
    long position = row * bytes.capacity();
    bytes.clear();
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("no row " + row);
      }
    }
    bytes.flip();
    bytes.asFloatBuffer().get(into, 0, voxelCount);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
