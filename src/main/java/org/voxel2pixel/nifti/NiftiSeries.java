// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.voxel2pixel.BadInputException;

/**
 * The volumes of a NIfTI-1 or NIfTI-2 file (.nii, .nii.gz, .hdr + .img), one after the other. A 3-D
 * file is a series of one volume. Never more than a few hundred kB of the file are in memory, and
 * nothing is allocated by what a header claims before the file's length was compared with it.
 *
 * <p>Values are {@code slope * stored + inter} computed in double, then rounded to float; NaN and
 * infinite voxels come as they are. A header that is odd but tells enough is read, with {@link
 * #warnings}; one that could put a value at another voxel is refused. Not thread-safe.
 */
public final class NiftiSeries implements AutoCloseable {
  private static final int CHUNK_VOXELS = 1 << 14;

  private enum State {
    READABLE,
    BROKEN,
    FINISHED
  }

  private final NiftiInput voxels;
  private final NiftiHeader header;
  private final VolumeLayout layout;
  private final NiftiGrid grid;
  private final Scaling scaling;
  private final RepetitionTime repetitionTime;
  private final List<String> warnings;
  private final byte[] bytes;
  private final ByteBuffer chunk; // of bytes, in the file's order
  private final double[] stored;
  private int volumesRead;
  private State state = State.READABLE;
  private boolean precisionLost;

  private NiftiSeries(
      NiftiInput voxels, NiftiHeader header, VolumeLayout layout, List<String> warnings) {
    Path file = voxels.file();
    double[] affine = Orientation.affineOf(header, layout, file, warnings);
    this.voxels = voxels;
    this.header = header;
    this.layout = layout;
    this.grid = new NiftiGrid(layout.nx(), layout.ny(), layout.nz(), affine);
    this.scaling = Scaling.of(header, file, warnings);
    this.repetitionTime = RepetitionTime.of(header, file, warnings);
    this.warnings = warnings;
    int chunkVoxels = Math.min(CHUNK_VOXELS, layout.voxelCount());
    this.stored = new double[chunkVoxels];
    this.bytes = new byte[chunkVoxels * layout.type().bytes()];
    this.chunk = ByteBuffer.wrap(bytes).order(header.byteOrder());
  }

  /**
   * Opens a file, reads its header and goes to its first voxel.
   *
   * @throws BadInputException if there is no such file, or no volumes can be read from it
   */
  public static NiftiSeries open(Path file) {
    return open(file, NiftiInput::open);
  }

  /**
   * As above, and hashes the file while it is read: every byte of it, compressed if it is stored
   * so, passes through the digest once. After the last volume, or {@link #finishDigest}, or {@link
   * #verifyRest}, the digest stands for the whole file, whatever follows its last voxel; of a pair,
   * for the bytes of the .hdr and then the .img.
   *
   * @param digest such as SHA-256, just made or reset; of no use if reading fails
   */
  public static NiftiSeries open(Path file, MessageDigest digest) {
    return open(file, (part, warnings) -> NiftiInput.open(part, digest, warnings));
  }

  private static NiftiSeries open(Path file, BiFunction<Path, List<String>, NiftiInput> opener) {
    NiftiFiles files = NiftiFiles.of(file);
    List<String> warnings = new ArrayList<>();
    NiftiInput input = opener.apply(files.header(), warnings);
    try {
      NiftiHeader header = HeaderReader.read(input, warnings);
      requireMagic(header, files);
      if (files.isPair()) {
        input.finish();
        input.close();
        input = opener.apply(files.voxels(), warnings);
      }
      VolumeLayout layout = VolumeLayout.of(header, input, files.isPair(), warnings);
      NiftiSeries series = new NiftiSeries(input, header, layout, warnings);
      series.goToVoxels(files.isPair());
      return series;
    } catch (RuntimeException e) {
      input.close();
      throw e;
    }
  }

  private static void requireMagic(NiftiHeader header, NiftiFiles files) {
    NiftiVersion version = header.layout();
    String expected = files.isPair() ? version.pairMagic() : version.singleMagic();
    if (header.magic().equals(expected)) return;
    boolean otherKind =
        header.magic().equals(version.pairMagic()) || header.magic().equals(version.singleMagic());
    String found = Placeholders.printable(header.magic());
    throw new BadInputException(
        files.header(),
        "magic \"" + expected + "\"",
        "magic \"" + found + "\"" + (otherKind ? "" : ": Analyze 7.5, or damaged"),
        otherKind
            ? "name a single file .nii, and a header beside its voxels .hdr and .img"
            : "convert it to .nii or .nii.gz with the orientation that you know it has");
  }

  private void goToVoxels(boolean pair) {
    if (pair) {
      voxels.skip(layout.voxOffset(), layout.endOfVoxels());
    } else {
      HeaderReader.skipToVoxels(voxels, header, layout.voxOffset(), layout.endOfVoxels(), warnings);
    }
  }

  /** The header as the file has it. */
  public NiftiHeader header() {
    return header;
  }

  public NiftiGrid grid() {
    return grid;
  }

  /** Whether the grid's affine was stated, and by which fields. */
  public OrientationSource orientationSource() {
    return Orientation.sourceOf(header);
  }

  /** What the grid's affine relates to, as the header has it. */
  public NiftiPlacement placement() {
    return Orientation.placementOf(header, grid, voxels.file());
  }

  public int volumeCount() {
    return layout.volumeCount();
  }

  /** How the voxels are stored. */
  public NiftiType type() {
    return layout.type();
  }

  /**
   * Seconds from one volume to the next; 0 if the header does not state it.
   *
   * @throws BadInputException if it states more than a minute, which is milliseconds called seconds
   */
  public double trSec() {
    return repetitionTime.requirePlausible(voxels.file());
  }

  /** What was odd but could be read, so far: some of it is known after the last volume only. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /**
   * Reads the next volume, scaled. With the last one the file was read to its end: a gzip file's
   * checksum is right, and nobody changed the file since it was opened. Volumes that came before an
   * exception are not to be trusted.
   *
   * @param volume filled as {@code [(k * ny + j) * nx + i]}; of length {@code grid().voxelCount()}
   * @return false, and volume untouched, after the last one
   * @throws BadInputException if the file ends early, is damaged, or changed
   */
  public boolean readNext(float[] volume) {
    if (volume.length != layout.voxelCount()) {
      throw new IllegalArgumentException(
          "volume must have " + layout.voxelCount() + " values, was " + volume.length);
    }
    return readVolume((first, count) -> readChunk(volume, first, count));
  }

  /**
   * Reads some voxels of the next volume, scaled; the others are passed over undecoded. Else as
   * {@link #readNext(float[])}.
   *
   * @param wanted ascending indices {@code (k * ny + j) * nx + i}, each below {@code
   *     grid().voxelCount()}
   * @param into filled as {@code into[at + n]} with voxel {@code wanted[n]}
   * @return false, and {@code into} untouched, after the last volume
   */
  public boolean readNext(int[] wanted, float[] into, int at) {
    for (int n = 0; n < wanted.length; n++) {
      if (wanted[n] < 0
          || wanted[n] >= layout.voxelCount()
          || (n > 0 && wanted[n] <= wanted[n - 1])) {
        throw new IllegalArgumentException(
            "wanted must ascend within 0.." + (layout.voxelCount() - 1) + ", was " + wanted[n]);
      }
    }
    int[] next = {0};
    return readVolume(
        (first, count) -> next[0] = readWanted(first, count, wanted, next[0], into, at));
  }

  /** What is done with a stretch of voxels. */
  @FunctionalInterface
  private interface Stretch {
    void read(int first, int count);
  }

  private boolean readVolume(Stretch stretch) {
    if (volumesRead == layout.volumeCount()) return false;
    requireReadable();
    state = State.BROKEN; // until this volume is read whole
    for (int first = 0; first < layout.voxelCount(); first += CHUNK_VOXELS) {
      stretch.read(first, Math.min(CHUNK_VOXELS, layout.voxelCount() - first));
    }
    boolean last = volumesRead + 1 == layout.volumeCount();
    if (last) voxels.requireSoundEnd(warnings);
    state = last ? State.FINISHED : State.READABLE;
    volumesRead++;
    return true;
  }

  /**
   * Checks the volumes that were not asked for as {@link #readNext} would have with the last one:
   * that all are there, that a gzip file's checksum is right, that nobody changed the file. Does
   * nothing if that was done. No volume can be read afterwards.
   *
   * @throws BadInputException if the file ends early, is damaged, or changed
   */
  public void verifyRest() {
    if (state == State.FINISHED) return;
    requireReadable();
    state = State.BROKEN;
    voxels.skip(layout.endOfVoxels() - voxels.position(), layout.endOfVoxels());
    voxels.requireSoundEnd(warnings);
    state = State.FINISHED;
  }

  /**
   * Passes the rest of the file through the digest, if it was opened with one, without inflating
   * it: faster than {@link #verifyRest}, but damage to the rest is not noticed. Does nothing if the
   * file was read to its end. No volume can be read afterwards.
   *
   * @throws BadInputException if the file changed since it was opened
   */
  public void finishDigest() {
    if (state == State.FINISHED) return;
    requireReadable();
    state = State.BROKEN;
    voxels.finish();
    state = State.FINISHED;
  }

  private void requireReadable() {
    if (state == State.READABLE) return;
    throw new IllegalStateException(
        voxels.file()
            + (state == State.BROKEN ? ": reading it failed" : ": read to its end")
            + " after volume "
            + volumesRead);
  }

  private void readChunk(float[] volume, int first, int count) {
    voxels.readFully(bytes, count * layout.type().bytes(), layout.endOfVoxels());
    decode(count, volume, first);
  }

  /** Moves the wanted voxels to the front and decodes those; returns the first not yet read. */
  private int readWanted(int first, int count, int[] wanted, int next, float[] into, int at) {
    int size = layout.type().bytes();
    voxels.readFully(bytes, count * size, layout.endOfVoxels());
    int end = next;
    for (; end < wanted.length && wanted[end] < first + count; end++) {
      System.arraycopy(bytes, (wanted[end] - first) * size, bytes, (end - next) * size, size);
    }
    decode(end - next, into, at + next);
    return end;
  }

  private void decode(int count, float[] volume, int first) {
    layout.type().decode(chunk, count, stored);
    if (layout.type().bytes() == 8 && layout.type().isInteger()) warnIfPrecisionLost(count);
    if (scaling.isIdentity()) {
      for (int n = 0; n < count; n++) volume[first + n] = (float) stored[n];
    } else {
      for (int n = 0; n < count; n++) volume[first + n] = (float) scaling.toValue(stored[n]);
    }
  }

  private void warnIfPrecisionLost(int count) {
    for (int n = 0; n < count && !precisionLost; n++) {
      if (Math.abs(stored[n]) > 0x1p53) {
        precisionLost = true;
        warnings.add(voxels.file() + ": 64-bit integers beyond 2^53: precision lost");
      }
    }
  }

  /** The file behind the next voxel. */
  NiftiInput input() {
    return voxels;
  }

  VolumeLayout layout() {
    return layout;
  }

  Scaling scaling() {
    return scaling;
  }

  @Override
  public void close() {
    voxels.close();
  }
}
