// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voxel2pixel.BadInputException;

/**
 * Voxels that were inflated into a file in {@code java.io.tmpdir}. Where the system lets an open
 * file be deleted it loses its name at once, so that nothing is left however the program ends;
 * elsewhere (Windows) it is deleted when closed, at the latest when the Java machine ends. Readers
 * wait for one another.
 */
final class ScratchVoxels implements VoxelBytes.Filled {
  /** The least room that is left to others. */
  private static final long SPARE_BYTES = 64L << 20;

  private static final int MEGA = 1 << 20;

  private final Path path;
  private final RandomAccessFile file;

  private ScratchVoxels(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * Makes an empty file.
   *
   * @param what is inflated, for the message
   * @param bytes how long the file will be
   * @throws BadInputException if the disk has too little room
   */
  static ScratchVoxels create(Path what, long bytes) {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      requireRoom(what, bytes, folder, Files.getFileStore(folder).getUsableSpace());
      Path path = Files.createTempFile(folder, "voxel2pixel-", ".voxels");
      ScratchVoxels scratch = new ScratchVoxels(path, new RandomAccessFile(path.toFile(), "rw"));
      scratch.deleteIfPossible();
      return scratch;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not make a temporary file in " + folder + ": " + e.getMessage(), e);
    }
  }

  static void requireRoom(Path what, long bytes, Path folder, long usableBytes) {
    if (usableBytes >= bytes + SPARE_BYTES) return;
    throw new BadInputException(
        what,
        (bytes + SPARE_BYTES) / MEGA + " MB free in " + folder + " to inflate it to",
        usableBytes / MEGA + " MB",
        "free some, or inflate the file yourself (gunzip) and open that");
  }

  private void deleteIfPossible() {
    File named = path.toFile();
    if (!named.delete()) named.deleteOnExit();
  }

  @Override
  public synchronized void append(byte[] source, int length) {
    try {
      file.write(source, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not write the temporary file " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void read(long at, byte[] target) {
    try {
      file.seek(at);
      file.readFully(target);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not read the temporary file " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("could not remove " + path + ": " + e.getMessage(), e);
    }
  }
}
