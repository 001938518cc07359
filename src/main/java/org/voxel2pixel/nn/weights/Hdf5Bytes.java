// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.voxel2pixel.BadInputException;

/**
 * The bytes of an HDF5 file for jhdf, whose own storage would make room for whatever a damaged file
 * names. Addresses count from the superblock, which a userblock may precede (HDF5 File Format
 * Specification 3.0, II.A).
 */
final class Hdf5Bytes implements HdfBackingStorage {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int FIRST_USERBLOCK = 512;

  static {
    // jhdf logs through SLF4J, which complains on stderr where nobody brought a logger.
    if (System.getProperty("slf4j.internal.verbosity") == null) {
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
  }

  private final BoundedFile file;
  private final long start;
  private final Superblock superblock;

  /**
   * @throws BadInputException if the file is shorter than it says
   */
  Hdf5Bytes(BoundedFile file) {
    this.file = file;
    this.start = signatureAt(file);
    this.superblock = Superblock.readSuperblock(file.channel(), start);
    long end = superblock.getEndOfFileAddress();
    if (superblock.getBaseAddressByte() != start || end <= start || end > file.size()) {
      throw new BadInputException(
          file.path(),
          "an HDF5 file of " + end + " bytes",
          file.size() + " bytes",
          BoundedFile.REMEDY);
    }
  }

  /** Where the HDF5 part of a file begins; -1 if it has none. */
  static long signatureAt(BoundedFile file) {
    long at = 0;
    while (at <= file.size() - SIGNATURE.length) {
      if (Arrays.equals(file.read(at, SIGNATURE.length).array(), SIGNATURE)) return at;
      at = at == 0 ? FIRST_USERBLOCK : 2 * at;
    }
    return -1;
  }

  BoundedFile file() {
    return file;
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int count) {
    return file.read(address + start, count);
  }

  @Override
  public ByteBuffer map(long address, long count) {
    return mapNoOffset(address + start, count);
  }

  @Override
  public ByteBuffer mapNoOffset(long at, long count) {
    return file.read(at, BoundedFile.arrayLength(file.path(), count));
  }

  @Override
  public long getUserBlockSize() {
    return start;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    return file.channel();
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public boolean inMemory() {
    return false;
  }

  @Override
  public void close() {
    file.close();
  }
}
