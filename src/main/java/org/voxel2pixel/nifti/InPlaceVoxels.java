// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.voxel2pixel.BadInputException;

/**
 * Voxels of an uncompressed file, which is opened for each reading and then closed again: an image
 * that stays on the screen for hours keeps no file from being moved. ({@code FileChannel} would not
 * do: ImageJ interrupts threads, and Java closes every channel that an interrupted thread reads.)
 */
final class InPlaceVoxels implements VoxelBytes {
  private final Path file;
  private final long firstVoxel;
  private final long fileBytes;
  private final FileTime modified;

  /** Notes the file's length and time, by which it is known again. */
  InPlaceVoxels(Path file, long firstVoxel) {
    this.file = file;
    this.firstVoxel = firstVoxel;
    try {
      this.fileBytes = Files.size(file);
      this.modified = Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw NiftiInput.unreadable(file, e);
    }
  }

  long fileBytes() {
    return fileBytes;
  }

  /**
   * @throws BadInputException if the file is gone or changed since it was opened
   */
  @Override
  public void read(long at, byte[] target) {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "r")) {
      requireUnchanged(opened.length());
      opened.seek(firstVoxel + at);
      opened.readFully(target);
    } catch (IOException e) {
      throw NiftiInput.unreadable(file, e);
    }
  }

  private void requireUnchanged(long bytesNow) throws IOException {
    if (bytesNow == fileBytes && Files.getLastModifiedTime(file).equals(modified)) return;
    throw new BadInputException(
        file,
        "the file as it was when it was opened",
        "that it changed since (" + fileBytes + " bytes, now " + bytesNow + ")",
        "open it again");
  }

  @Override
  public void close() {
    // nothing is kept open
  }
}
