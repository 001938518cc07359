// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.voxel2pixel.BadInputException;

/** A file that makes no room for what lies beyond its end. */
final class BoundedFile implements AutoCloseable {
  static final String REMEDY = "get the file again, or name another one";
  private static final int CHUNK_BYTES = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private BoundedFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
  }

  /**
   * @throws BadInputException if it cannot be read
   */
  static BoundedFile open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw new BadInputException(path, "a file", "a folder", "name a file in it");
      }
      return new BoundedFile(path, FileChannel.open(path, StandardOpenOption.READ));
    } catch (IOException e) {
      String found = e instanceof NoSuchFileException ? "nothing" : e.toString();
      String remedy = "check the path and its permissions";
      if (e instanceof NoSuchFileException && Files.isSymbolicLink(path)) {
        found = "a link to nothing";
        remedy = "if it is a git-annex link, run 'datalad get' or 'git annex get'";
      }
      throw new BadInputException(path, "a readable weights file", found, remedy, e);
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  long size() {
    return size;
  }

  /** The first bytes, fewer if the file is shorter. */
  byte[] first(int count) {
    return read(0, (int) Math.min(count, size)).array();
  }

  /** Bytes as a little-endian buffer with a backing array of just these. */
  ByteBuffer read(long at, int count) {
    requireInside(at, count);
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, at + bytes.position()) < 0) {
          throw new IOException("it became shorter");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + path + ": " + e.getMessage(), e);
    }
    return bytes.flip();
  }

  /** Numbers as floats. */
  float[] floats(long at, Dtype dtype, ByteOrder order, long count) {
    requireInside(at, Math.multiplyExact(count, (long) dtype.bytes()));
    float[] values = new float[arrayLength(path, count)];
    floats(at, dtype, order, values, 0, values.length);
    return values;
  }

  /** Numbers as floats, into a part of an array. */
  void floats(long at, Dtype dtype, ByteOrder order, float[] into, int from, int count) {
    int perChunk = CHUNK_BYTES / dtype.bytes();
    for (int done = 0; done < count; ) {
      int length = Math.min(perChunk, count - done);
      ByteBuffer chunk =
          read(at + (long) done * dtype.bytes(), length * dtype.bytes()).order(order);
      for (int i = 0; i < length; i++) into[from + done++] = dtype.next(chunk);
    }
  }

  /**
   * @throws BadInputException if a Java array cannot be that long
   */
  static int arrayLength(Object what, long count) {
    if (count > Integer.MAX_VALUE - 8) {
      throw new BadInputException(
          what, "tensors of fewer than 2^31 elements", count + " elements", REMEDY);
    }
    return (int) count;
  }

  private void requireInside(long at, long count) {
    if (at < 0 || count < 0 || at > size - count) {
      throw damaged(
          "one of " + size + " bytes that names " + count + " bytes from byte " + at + " on");
    }
  }

  BadInputException damaged(String found) {
    return damaged(found, null);
  }

  BadInputException damaged(String found, Exception cause) {
    return new BadInputException(path, "a whole weights file", found, REMEDY, cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + path, e);
    }
  }
}
