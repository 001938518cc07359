// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of many runs as one long table, read from the runs' files; a few of them are open at a
 * time. Not mapped into memory, because Windows would not delete the files then.
 */
final class StoredRows implements ResponseRows, AutoCloseable {
  private static final int MAX_OPEN = 64;

  private final List<RunStore.Done> runs;
  private final long[] firstRow; // [run], and the number of all rows
  private final int voxelCount;
  private final ByteBuffer bytes;
  private final Map<Integer, FileChannel> open = new LinkedHashMap<>(16, 0.75f, true);

  StoredRows(List<RunStore.Done> runs, int voxelCount) {
    this.runs = runs;
    this.voxelCount = voxelCount;
    this.firstRow = new long[runs.size() + 1];
    for (int r = 0; r < runs.size(); r++) firstRow[r + 1] = firstRow[r] + runs.get(r).rowCount();
    this.bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(voxelCount, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the rows of a run begin. */
  long firstRow(int run) {
    return firstRow[run];
  }

  @Override
  public int voxelCount() {
    return voxelCount;
  }

  @Override
  public void read(long row, float[] into) throws IOException {
    int run = runOf(row);
    FileChannel channel = channel(run);
    long position = (row - firstRow[run]) * voxelCount * Float.BYTES;
    bytes.clear();
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes, position + bytes.position());
      if (count < 0) throw new EOFException(runs.get(run).rowsFile() + " ended early");
    }
    bytes.flip();
    bytes.asFloatBuffer().get(into, 0, voxelCount);
  }

  private int runOf(long row) {
    int found = Arrays.binarySearch(firstRow, row);
    if (found < 0) return -found - 2;
    while (firstRow[found + 1] == row) found++; // a run without rows
    return found;
  }

  private FileChannel channel(int run) throws IOException {
    FileChannel channel = open.get(run);
    if (channel != null) return channel;
    if (open.size() == MAX_OPEN) {
      Integer eldest = open.keySet().iterator().next();
      open.remove(eldest).close();
    }
    channel = FileChannel.open(runs.get(run).rowsFile(), StandardOpenOption.READ);
    open.put(run, channel);
    return channel;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open.values()) channel.close();
    open.clear();
  }
}
