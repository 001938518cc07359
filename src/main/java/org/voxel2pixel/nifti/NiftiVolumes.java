// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/**
 * The slices of a NIfTI-1 or NIfTI-2 file (.nii, .nii.gz, .hdr + .img) in any order, for viewing.
 * Header, grid and values are those of {@link NiftiSeries}. Uncompressed voxels are read where they
 * are; compressed ones are inflated once, when the file is opened, into memory up to 128 MB and
 * else into a temporary file. Thread-safe.
 */
public final class NiftiVolumes implements AutoCloseable {
  private static final long MOST_IN_MEMORY_BYTES = 128L << 20;
  private static final int CHUNK_BYTES = 1 << 17;
  private static final int CHUNK_VOXELS = 1 << 16;

  private final Path file;
  private final NiftiHeader header;
  private final NiftiGrid grid;
  private final VolumeLayout layout;
  private final Scaling scaling;
  private final RepetitionTime repetitionTime;
  private final List<String> warnings;
  private final VoxelBytes voxels;
  private final AtomicBoolean precisionLost = new AtomicBoolean();

  private NiftiVolumes(NiftiSeries series, VoxelBytes voxels, List<String> warnings) {
    this.file = series.input().file();
    this.header = series.header();
    this.grid = series.grid();
    this.layout = series.layout();
    this.scaling = series.scaling();
    this.repetitionTime = RepetitionTime.of(header, file, new ArrayList<>()); // warned already
    this.warnings = new CopyOnWriteArrayList<>(warnings);
    this.voxels = voxels;
  }

  /**
   * Opens a file; a compressed one is inflated and its checksum compared.
   *
   * @throws BadInputException if there is no such file, no volumes can be read from it, it is
   *     damaged, or there is no room to inflate it
   * @throws CancelledException if stopped while inflating
   */
  public static NiftiVolumes open(Path file, Progress progress) {
    return open(file, MOST_IN_MEMORY_BYTES, progress);
  }

  static NiftiVolumes open(Path file, long mostInMemoryBytes, Progress progress) {
    try (NiftiSeries series = NiftiSeries.open(file)) {
      List<String> warnings = new ArrayList<>(series.warnings());
      VoxelBytes voxels =
          series.input().compressed()
              ? inflate(series, mostInMemoryBytes, warnings, progress)
              : inPlace(series, warnings);
      return new NiftiVolumes(series, voxels, warnings);
    }
  }

  private static VoxelBytes inPlace(NiftiSeries series, List<String> warnings) {
    Path file = series.input().file();
    InPlaceVoxels voxels = new InPlaceVoxels(file, series.layout().voxOffset());
    long extraBytes = voxels.fileBytes() - series.layout().endOfVoxels();
    if (extraBytes > 0) {
      warnings.add(file + ": " + extraBytes + " extra bytes after the last volume were ignored");
    }
    return voxels;
  }

  private static VoxelBytes inflate(
      NiftiSeries series, long mostInMemoryBytes, List<String> warnings, Progress progress) {
    NiftiInput input = series.input();
    long total = series.layout().volumeBytes() * series.volumeCount();
    VoxelBytes.Filled voxels =
        total <= mostInMemoryBytes
            ? new MemoryVoxels((int) total)
            : ScratchVoxels.create(input.file(), total);
    try {
      byte[] chunk = new byte[CHUNK_BYTES];
      for (long done = 0; done < total; ) {
        progress.checkCancelled();
        int length = (int) Math.min(chunk.length, total - done);
        input.readFully(chunk, length, series.layout().endOfVoxels());
        voxels.append(chunk, length);
        done += length;
        progress.report("inflating " + input.file().getFileName(), done, total);
      }
      input.requireSoundEnd(warnings);
      return voxels;
    } catch (RuntimeException | Error e) {
      voxels.close();
      throw e;
    }
  }

  /** The file that was named, or the .img of a pair. */
  public Path file() {
    return file;
  }

  /** The header as the file has it. */
  public NiftiHeader header() {
    return header;
  }

  public NiftiGrid grid() {
    return grid;
  }

  /**
   * Whether the header says how the voxels lie in the person's head; if not, {@link #grid} has
   * their sides alone, and left and right are not known.
   */
  public boolean isOriented() {
    return header.sformCode() > 0 || header.qformCode() > 0;
  }

  public int volumeCount() {
    return layout.volumeCount();
  }

  /** How the voxels are stored. */
  public NiftiType type() {
    return layout.type();
  }

  /** The slope that is applied: 1 where the header states none. */
  public double sclSlope() {
    return scaling.slope();
  }

  /** The intercept that is applied: 0 where the header states none. */
  public double sclInter() {
    return scaling.inter();
  }

  /**
   * Seconds from one volume to the next; 0 if the header does not state it.
   *
   * @throws BadInputException if it states more than a minute, which is milliseconds called seconds
   */
  public double trSec() {
    return repetitionTime.requirePlausible(file);
  }

  /** What was odd but could be read, so far: some of it is known after the last slice only. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Reads one slice, scaled.
   *
   * @param t volume, from 0
   * @param k slice, from 0
   * @param plane filled as {@code [j * nx + i]}; of length {@code nx * ny}
   * @throws BadInputException if the file changed since it was opened, or cannot be read
   */
  public void readSlice(int t, int k, float[] plane) {
    Objects.checkIndex(t, layout.volumeCount());
    Objects.checkIndex(k, layout.nz());
    if (plane.length != layout.nx() * layout.ny()) {
      throw new IllegalArgumentException(
          "plane must have " + layout.nx() * layout.ny() + " values, was " + plane.length);
    }
    int size = layout.type().bytes();
    long firstByte = ((long) t * layout.nz() + k) * plane.length * size;
    double[] stored = new double[Math.min(plane.length, CHUNK_VOXELS)];
    for (int first = 0; first < plane.length; first += CHUNK_VOXELS) {
      int count = Math.min(CHUNK_VOXELS, plane.length - first);
      byte[] bytes = new byte[count * size];
      voxels.read(firstByte + (long) first * size, bytes);
      layout.type().decode(ByteBuffer.wrap(bytes).order(header.byteOrder()), count, stored);
      warnIfPrecisionLost(stored, count);
      boolean asStored = scaling.isIdentity();
      for (int n = 0; n < count; n++) {
        plane[first + n] = (float) (asStored ? stored[n] : scaling.toValue(stored[n]));
      }
    }
  }

  private void warnIfPrecisionLost(double[] stored, int count) {
    if (layout.type().bytes() < 8 || !layout.type().isInteger()) return;
    for (int n = 0; n < count; n++) {
      if (Math.abs(stored[n]) > 0x1p53 && precisionLost.compareAndSet(false, true)) {
        warnings.add(file + ": 64-bit integers beyond 2^53: precision lost");
      }
    }
  }

  /** Frees memory or temporary file; the file itself is kept open only while it is read. */
  @Override
  public void close() {
    voxels.close();
  }
}
