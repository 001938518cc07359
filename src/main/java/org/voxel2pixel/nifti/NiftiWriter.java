// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.WholeFile;

/**
 * Writes a NIfTI-1 file volume by volume, compressed if its name ends in .gz. It grows under a
 * temporary name in the target's folder; {@link #close} gives it the target's name only if every
 * volume was written, else it is removed and an older target stays as it was.
 *
 * <p>Little-endian; the affine as sform, and as qform too where a qform can state it (not if it
 * shears), codes 2 unless the output's {@link NiftiPlacement} says otherwise; units mm and s. The
 * same values give the same bytes. Not thread-safe.
 */
public final class NiftiWriter implements AutoCloseable {
  private static final int CHUNK_VOXELS = 1 << 14;

  private final Path target;
  private final Path temporary;
  private final OutputStream out;
  private final int voxelCount;
  private final int volumeCount;
  private final NiftiType type;
  private final Scaling scaling; // as a reader will have it, rounded to float
  private final ByteBuffer chunk;
  private int volumesWritten;
  private boolean failed;
  private boolean closed;

  private NiftiWriter(Path target, NiftiOutput output) {
    this.target = target;
    this.voxelCount = output.grid().voxelCount();
    this.volumeCount = output.volumeCount();
    this.type = output.type();
    this.scaling = output.scaling();
    this.chunk = ByteBuffer.allocate(CHUNK_VOXELS * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    String name = target.getFileName().toString();
    String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    this.temporary = target.toAbsolutePath().resolveSibling(".tmp-" + unique + "-" + name);
    this.out = openTemporary(name.toLowerCase(Locale.ROOT).endsWith(".gz"));
  }

  /**
   * Begins a file.
   *
   * @param target named .nii or .nii.gz; its folder is created if need be
   * @throws BadInputException if the name does not end so, or an axis is longer than 32767
   * @throws UncheckedIOException if the file cannot be created
   */
  public static NiftiWriter create(Path target, NiftiOutput output) {
    requireName(target);
    NiftiGrid grid = output.grid();
    for (int length : new int[] {grid.nx(), grid.ny(), grid.nz(), output.volumeCount()}) {
      if (length > Short.MAX_VALUE) {
        throw new BadInputException(
            target,
            "axes of at most " + Short.MAX_VALUE + " (NIfTI-1)",
            "an axis of " + length,
            "write it in several files");
      }
    }
    byte[] header = HeaderWriter.bytes(output);
    NiftiWriter writer = new NiftiWriter(target, output);
    writer.writeBytes(header, header.length);
    return writer;
  }

  /** As {@link #create(Path, NiftiOutput)}, without a meaning or a range to show. */
  public static NiftiWriter create(
      Path target,
      NiftiGrid grid,
      int volumeCount,
      double trSec,
      NiftiType type,
      double sclSlope,
      double sclInter) {
    return create(
        target, NiftiOutput.of(grid, volumeCount, trSec, type).scaled(sclSlope, sclInter));
  }

  private static void requireName(Path target) {
    String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".nii") && !name.endsWith(".nii.gz")) {
      throw new BadInputException(
          target, "a name ending in .nii or .nii.gz", "\"" + name + "\"", "choose such a name");
    }
  }

  private OutputStream openTemporary(boolean compressed) {
    try {
      Files.createDirectories(temporary.getParent());
      OutputStream file =
          new BufferedOutputStream(
              Files.newOutputStream(
                  temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              1 << 16);
      return compressed ? new GZIPOutputStream(file, 1 << 16) : file;
    } catch (IOException e) {
      throw couldNotWrite(e);
    }
  }

  /**
   * Appends a volume.
   *
   * @param volume {@code [(k * ny + j) * nx + i]}
   * @throws IllegalArgumentException for a wrong length, or a value that the type cannot hold: out
   *     of its range (values are never clipped), or, in an integer type, NaN, or a fraction if
   *     nothing is scaled (what is scaled is rounded to the nearest step, half to even)
   * @throws IllegalStateException if every volume was written already
   */
  public void write(float[] volume) {
    if (volume.length != voxelCount) {
      throw new IllegalArgumentException(
          "volume must have " + voxelCount + " values, was " + volume.length);
    }
    if (closed || volumesWritten == volumeCount) {
      throw new IllegalStateException(
          closed ? "closed already" : "all " + volumeCount + " volumes were written already");
    }
    failed = true; // until this volume is written whole
    for (int first = 0; first < volume.length; first += CHUNK_VOXELS) {
      chunk.clear();
      int end = Math.min(first + CHUNK_VOXELS, volume.length);
      for (int n = first; n < end; n++) type.encode(storedOf(volume[n], n), chunk);
      writeBytes(chunk.array(), chunk.position());
    }
    failed = false;
    volumesWritten++;
  }

  private double storedOf(float value, int voxel) {
    double stored = scaling.isIdentity() ? value : scaling.toStored(value);
    if (!type.isInteger()) {
      boolean fits = Math.abs(stored) <= type.max() || !Float.isFinite(value);
      if (!fits) throw cannotHold(value, voxel, stored);
      return stored;
    }
    double rounded = Math.rint(stored);
    boolean fits = rounded >= type.min() && rounded <= type.max(); // false for NaN
    if (!fits || scaling.isIdentity() && rounded != stored) throw cannotHold(value, voxel, stored);
    return rounded;
  }

  private IllegalArgumentException cannotHold(float value, int voxel, double stored) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "volume[%d] = %s is %s stored, which %s cannot hold (%s%s..%s)",
            voxel,
            value,
            stored,
            type,
            type.isInteger() ? "whole, " : "",
            type.min(),
            type.max()));
  }

  private void writeBytes(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      failed = true;
      throw couldNotWrite(e);
    }
  }

  private UncheckedIOException couldNotWrite(IOException e) {
    return new UncheckedIOException("could not write " + target + ": " + e.getMessage(), e);
  }

  /**
   * Gives a complete file its name; removes an incomplete one. A second call does nothing.
   *
   * @throws IllegalStateException if volumes are missing though every {@link #write} went well
   */
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    try (OutputStream ending = out) {
      ending.flush();
    } catch (IOException e) {
      remove();
      throw couldNotWrite(e);
    }
    if (volumesWritten == volumeCount) {
      WholeFile.writePath(
          target, whole -> Files.move(temporary, whole, StandardCopyOption.REPLACE_EXISTING));
      return;
    }
    remove();
    if (!failed) {
      throw new IllegalStateException(
          target + ": " + volumesWritten + " of " + volumeCount + " volumes written, none kept");
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      System.getLogger(NiftiWriter.class.getName())
          .log(System.Logger.Level.WARNING, "temporary file left: " + temporary, e);
    }
  }
}
