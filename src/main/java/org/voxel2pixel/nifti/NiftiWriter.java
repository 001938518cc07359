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
 * <p>Little-endian, the affine as sform with sform_code 2, qform_code 0, units mm and s. The same
 * values give the same bytes. Not thread-safe.
 */
public final class NiftiWriter implements AutoCloseable {
  private static final NiftiVersion VERSION = NiftiVersion.NIFTI1;
  private static final int CHUNK_VOXELS = 1 << 14;
  private static final int SFORM_ALIGNED = 2;
  private static final int UNITS_MM_AND_SEC = 2 | 8;

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

  private NiftiWriter(
      Path target, int voxelCount, int volumeCount, NiftiType type, Scaling scaling) {
    this.target = target;
    this.voxelCount = voxelCount;
    this.volumeCount = volumeCount;
    this.type = type;
    this.scaling = scaling;
    this.chunk = ByteBuffer.allocate(CHUNK_VOXELS * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    String name = target.getFileName().toString();
    String unique = ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    this.temporary = target.toAbsolutePath().resolveSibling(".tmp-" + unique + "-" + name);
    this.out = openTemporary(name.toLowerCase(Locale.ROOT).endsWith(".gz"));
  }

  /**
   * Begins a file; one volume makes it 3-D.
   *
   * @param target named .nii or .nii.gz; its folder is created if need be
   * @param trSec seconds from one volume to the next; 0 if there is no such thing
   * @param sclSlope stored as float; {@code stored = (value - sclInter) / sclSlope}; 1 and 0 for
   *     none
   * @throws BadInputException if the name does not end so, or an axis is longer than 32767
   * @throws UncheckedIOException if the file cannot be created
   */
  public static NiftiWriter create(
      Path target,
      NiftiGrid grid,
      int volumeCount,
      double trSec,
      NiftiType type,
      double sclSlope,
      double sclInter) {
    requireName(target);
    requireNumbers(volumeCount, trSec, sclSlope, sclInter);
    for (int length : new int[] {grid.nx(), grid.ny(), grid.nz(), volumeCount}) {
      if (length > Short.MAX_VALUE) {
        throw new BadInputException(
            target,
            "axes of at most " + Short.MAX_VALUE + " (NIfTI-1)",
            "an axis of " + length,
            "write it in several files");
      }
    }
    Scaling scaling = new Scaling((float) sclSlope, (float) sclInter);
    NiftiWriter writer = new NiftiWriter(target, grid.voxelCount(), volumeCount, type, scaling);
    writer.writeHeader(grid, trSec);
    return writer;
  }

  private static void requireName(Path target) {
    String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".nii") && !name.endsWith(".nii.gz")) {
      throw new BadInputException(
          target, "a name ending in .nii or .nii.gz", "\"" + name + "\"", "choose such a name");
    }
  }

  private static void requireNumbers(
      int volumeCount, double trSec, double sclSlope, double sclInter) {
    if (volumeCount < 1) {
      throw new IllegalArgumentException("volumeCount must be >= 1, was " + volumeCount);
    }
    if (!(trSec >= 0) || Double.isInfinite(trSec)) {
      throw new IllegalArgumentException("trSec must be finite and >= 0, was " + trSec);
    }
    float slope = (float) sclSlope;
    if (slope == 0 || !Float.isFinite(slope)) {
      throw new IllegalArgumentException("sclSlope must be finite and not 0, was " + sclSlope);
    }
    if (!Float.isFinite((float) sclInter)) {
      throw new IllegalArgumentException("sclInter must be finite, was " + sclInter);
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

  private void writeHeader(NiftiGrid grid, double trSec) {
    byte[] bytes = new byte[VERSION.singleVoxOffset()]; // the last four say: no extensions
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    put(header, HeaderField.SIZEOF_HDR, VERSION.headerBytes());
    put(header, HeaderField.DIM, dim(grid));
    put(header, HeaderField.DATATYPE, type.code());
    put(header, HeaderField.BITPIX, 8 * type.bytes());
    double[] sides = grid.voxelSizeMm();
    put(header, HeaderField.PIXDIM, 1, sides[0], sides[1], sides[2], trSec);
    put(header, HeaderField.VOX_OFFSET, VERSION.singleVoxOffset());
    put(header, HeaderField.SCL_SLOPE, scaling.slope());
    put(header, HeaderField.SCL_INTER, scaling.inter());
    put(header, HeaderField.XYZT_UNITS, UNITS_MM_AND_SEC);
    put(header, HeaderField.SFORM_CODE, SFORM_ALIGNED);
    double[] a = grid.affine();
    put(header, HeaderField.SROW_X, a[0], a[1], a[2], a[3]);
    put(header, HeaderField.SROW_Y, a[4], a[5], a[6], a[7]);
    put(header, HeaderField.SROW_Z, a[8], a[9], a[10], a[11]);
    HeaderField.DESCRIP.put(header, VERSION, "Voxel2Pixel");
    HeaderField.MAGIC.put(header, VERSION, VERSION.singleMagic());
    writeBytes(bytes, bytes.length);
  }

  private double[] dim(NiftiGrid grid) {
    int axes = volumeCount == 1 ? 3 : 4;
    return new double[] {axes, grid.nx(), grid.ny(), grid.nz(), volumeCount, 1, 1, 1};
  }

  private static void put(ByteBuffer header, HeaderField field, double... values) {
    for (int n = 0; n < values.length; n++) field.put(header, VERSION, n, values[n]);
  }

  /**
   * Appends a volume.
   *
   * @param volume {@code [(k * ny + j) * nx + i]}
   * @throws IllegalArgumentException for a wrong length, or a value that the type cannot hold: NaN
   *     in an integer type, or out of its range (values are never clipped)
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
    if (!type.isInteger() && !Float.isFinite(value)) return stored;
    double rounded = type.isInteger() ? Math.rint(stored) : stored;
    if (!(rounded >= type.min() && rounded <= type.max())) { // this way round, NaN fails too
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "volume[%d] = %s is %s stored, which %s cannot hold (%s..%s)",
              voxel,
              value,
              stored,
              type,
              type.min(),
              type.max()));
    }
    return rounded;
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
