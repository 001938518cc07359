// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Supplier;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;

/**
 * The bytes of an HDF5 file, for jhdf and for us. Unlike jhdf's own storage it makes no room for
 * what lies beyond the end of the file, and maps nothing, so that a closed file is free again.
 *
 * <p>The file begins with its superblock, or that follows a userblock of 512, 1024, 2048... bytes
 * (HDF5 File Format Specification 3.0, II.A); addresses count from there.
 */
final class Hdf5Storage implements HdfBackingStorage, AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  static {
    // jhdf logs through SLF4J, which complains on stderr where nobody brought a logger.
    if (System.getProperty("slf4j.internal.verbosity") == null) {
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final Superblock superblock;
  private final long length;

  private Hdf5Storage(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.length = channel.size();
    long start = signatureAt(channel);
    if (start < 0) {
      throw new BadInputException(
          file,
          "an HDF5 file",
          length == 0 ? "an empty file" : "no HDF5 signature in " + length + " bytes",
          "choose another file, or copy it again");
    }
    superblock = guarded(file, () -> Superblock.readSuperblock(channel, start));
    long end = superblock.getEndOfFileAddress();
    if (superblock.getBaseAddressByte() != start || end <= start) {
      throw new BadInputException(
          file,
          "an HDF5 file that begins at byte " + start + ", where its signature is",
          "one from byte " + superblock.getBaseAddressByte() + " to " + end,
          "copy or export it again");
    }
    if (end > length) {
      throw new BadInputException(
          file, end + " bytes", length + " bytes", "it ended early, copy it again");
    }
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException if it is no HDF5 file, or shorter than it says
   */
  static Hdf5Storage open(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(file, "an HDF5 file", "a folder", "choose a file in it");
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      try {
        return new Hdf5Storage(file, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw Unreadable.of(file, "an HDF5 file", e);
    }
  }

  /** Where the HDF5 part of a file begins; -1 if it has none. */
  static long signatureAt(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SIGNATURE.length);
    for (long at = 0; at + SIGNATURE.length <= channel.size(); at = at == 0 ? 512 : 2 * at) {
      bytes.clear();
      while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) continue;
      if (Arrays.equals(bytes.array(), SIGNATURE)) return at;
    }
    return -1;
  }

  /**
   * What jhdf does, its complaints turned into the user's words.
   *
   * @param what file and name, for messages
   */
  static <T> T guarded(Object what, Supplier<T> work) {
    try {
      return work.get();
    } catch (BadInputException | CancelledException | UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // A damaged file can claim a list of any length, or an object that contains itself.
      Throwable first = e;
      while (first.getCause() != null) first = first.getCause();
      throw new BadInputException(
          what,
          "a whole HDF5 file of a kind that is read here",
          first.getMessage() == null ? first.toString() : first.getMessage(),
          "copy or export it again",
          e);
    }
  }

  Path file() {
    return file;
  }

  /** Address of the root group's header. */
  long rootAddress() {
    if (superblock instanceof SuperblockV0V1 old) {
      long entry = old.getRootGroupSymbolTableAddress() - old.getBaseAddressByte();
      return new SymbolTableEntry(this, entry).getObjectHeaderAddress();
    }
    return ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int count) {
    return mapNoOffset(address + superblock.getBaseAddressByte(), count);
  }

  @Override
  public ByteBuffer map(long address, long count) {
    return mapNoOffset(address + superblock.getBaseAddressByte(), count);
  }

  @Override
  public ByteBuffer mapNoOffset(long start, long count) {
    if (start < 0 || count < 0 || start > length - count) {
      throw new BadInputException(
          file,
          "a whole HDF5 file",
          "one of " + length + " bytes that names " + count + " bytes from byte " + start,
          "copy it again");
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(count)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, start + bytes.position()) < 0) {
          throw new IOException("it became shorter");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file + ": " + e.getMessage(), e);
    }
    return bytes.flip();
  }

  @Override
  public long getUserBlockSize() {
    return superblock.getBaseAddressByte();
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    return channel;
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  /** Bytes of the file. */
  @Override
  public long size() {
    return length;
  }

  @Override
  public boolean inMemory() {
    return false;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not close " + file + ": " + e.getMessage(), e);
    }
  }
}
