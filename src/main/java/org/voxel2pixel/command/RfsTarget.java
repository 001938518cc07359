// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.voxel2pixel.BadInputException;

/**
 * A file that RFSimages are to be written to, and its sidecar, checked before anything is painted.
 *
 * @param path ends in .tif, .tiff or .npy
 */
record RfsTarget(Path path) {
  /** The least room that is left to others. */
  private static final long SPARE_BYTES = 64L << 20;

  enum Format {
    TIFF,
    NPY
  }

  /**
   * @param ifExists {@link OutputFolder#STOP} or {@link OutputFolder#REPLACE}
   * @param dataset folder in which nothing may be replaced
   * @throws BadInputException if the name tells no format, the file exists or lies in the dataset
   */
  static RfsTarget of(Path path, String ifExists, Path dataset) {
    RfsTarget target = new RfsTarget(path.toAbsolutePath().normalize());
    target.format(); // refuses other endings
    if (target.path.startsWith(dataset.toAbsolutePath().normalize())) {
      throw new BadInputException(
          path, "a file outside the dataset folder", "one inside", "choose another folder");
    }
    for (Path file : new Path[] {target.path, target.sidecar()}) {
      if (Files.isDirectory(file)) {
        throw new BadInputException(
            file, "the name of a file", "a folder of that name", "choose another name");
      }
      if (!Files.exists(file) || ifExists.equals(OutputFolder.REPLACE)) continue;
      throw new BadInputException(
          file,
          "the name of a file that does not exist yet",
          "one that exists",
          "choose another name, or ifexists=replace");
    }
    return target;
  }

  Format format() {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) return Format.NPY;
    if (name.endsWith(".tif") || name.endsWith(".tiff")) return Format.TIFF;
    throw new BadInputException(
        path,
        "a name that ends in .tif or .npy",
        path.getFileName() + "",
        "end it in .tif to open it in ImageJ, in .npy to read it in Python");
  }

  /** Channels, samples and provenance as JSON. */
  Path sidecar() {
    return path.resolveSibling(path.getFileName() + ".json");
  }

  /**
   * @param bytes how long the file will be
   * @throws BadInputException if the disk has too little room
   */
  void requireRoom(long bytes) {
    requireRoom(bytes, usableBytes());
  }

  void requireRoom(long bytes, long usableBytes) {
    if (usableBytes - SPARE_BYTES >= bytes) return;
    throw new BadInputException(
        path,
        ByteSize.text(bytes + SPARE_BYTES) + " free on its disk",
        ByteSize.text(usableBytes),
        "free some, choose another disk, or save fewer regions (rois)");
  }

  /** A file that is replaced keeps its room until the new one is whole. */
  private long usableBytes() {
    Path folder = path.getParent();
    while (!Files.exists(folder)) folder = folder.getParent();
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("could not look at " + folder + ": " + e.getMessage(), e);
    }
  }
}
