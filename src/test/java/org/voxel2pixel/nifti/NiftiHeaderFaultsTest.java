// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Headers that claim what cannot be, and odd ones that tell enough: shapes, offsets, extensions.
 */
class NiftiHeaderFaultsTest {
  @TempDir Path folder;
  private Path nii;
  private Path gz;

  @BeforeEach
  void names() {
    nii = folder.resolve("run.nii");
    gz = folder.resolve("run.nii.gz");
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** N-15. */
  @Test
  void theUnspoiltFileIsReadInBothByteOrders() {
    Reading.of(new RawNifti().save(nii)).hasValues(1, 0).doesNotWarn();
    Reading.of(new RawNifti(ByteOrder.BIG_ENDIAN).save(nii)).hasValues(1, 0).doesNotWarn();
  }

  /** N-11. */
  @Test
  void aShapeThatTheFileCannotHoldIsRefusedBeforeAnythingIsAllocatedForIt() {
    RawNifti raw = new RawNifti().dim(4, 1000, 1000, 1000, 300);
    for (Path file : new Path[] {raw.save(nii), raw.saveGz(gz)}) {
      Reading.isRefused(file, "ended early: expected 600000000352, got ");
      long before = allocatedBytes();
      assertThrows(RuntimeException.class, () -> NiftiSeries.open(file));
      assertTrue(allocatedBytes() - before < 4 << 20);
    }
  }

  /** N-11, N-13. */
  @Test
  void volumesBeyondAJavaArrayAreRefused() {
    Reading.isRefused(
        new RawNifti().dim(3, 30000, 30000, 30000).save(nii),
        "30000 x 30000 x 30000, too large for one volume");
    Reading.isRefused(
        save2(RawNifti.nifti2().putLong(24, 1L << 40).putLong(32, 1L << 40)),
        "too large for one volume");
    Reading.isRefused(save2(RawNifti.nifti2().putLong(48, Long.MAX_VALUE)), "too large");
    Reading.isRefused(
        save2(RawNifti.nifti2().putLong(48, 1L << 30)), "ended early: expected 25769804320");
  }

  /** N-12. 2^16 x 2^16 x 2^16 x 2^16 is 0 in a long, 2^31 - 9 squared times 8 is negative. */
  @Test
  void shapesWhoseProductOverflowsALongAreRefused() {
    Reading.isRefused(
        save2(
            RawNifti.nifti2()
                .putLong(24, 1 << 16)
                .putLong(32, 1 << 16)
                .putLong(40, 1 << 16)
                .putLong(48, 1 << 16)),
        "65536 x 65536 x 65536 x 65536, too large for one volume");
    ByteBuffer long8 = RawNifti.nifti2().putShort(12, (short) 1024).putShort(14, (short) 64);
    int most = Integer.MAX_VALUE - 8;
    long8.putLong(24, most).putLong(32, 1).putLong(40, 1).putLong(48, most);
    Reading.isRefused(save2(long8), most + " x 1 x 1 x " + most + ", too large");
    Reading.isRefused(save2(RawNifti.nifti2().putLong(24, Long.MIN_VALUE)), "dim[1] = -9223372");
  }

  private Path save2(ByteBuffer bytes) {
    return RawNifti.save(nii, bytes.array());
  }

  /** N-60. */
  @Test
  void nifti2IsReadAndItsFaultsAreRefused() {
    Reading.of(save2(RawNifti.nifti2())).hasValues(1, 0).doesNotWarn();
    Reading.of(RawNifti.save(gz, RawNifti.gzip(RawNifti.nifti2().array())))
        .hasValues(1, 0)
        .doesNotWarn();
    Reading.isRefused(save2(RawNifti.nifti2().putLong(32, -2)), "dim[2] = -2");
    ByteBuffer early = RawNifti.nifti2().putLong(168, 352);
    Reading.of(save2(early)).hasValues(1, 0).warnsOnce("is 544");
    Reading.isRefused(
        RawNifti.save(gz, RawNifti.gzip(early.array())), "vox_offset 352.0", "at least 544");
    Reading.isRefused(
        RawNifti.save(nii, Arrays.copyOf(RawNifti.nifti2().array(), 500)),
        "expected 540, got 500 bytes");
  }

  /** N-14. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8, -1})
  void dim0OutsideOneToSeven(int axes) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      Reading.isRefused(
          new RawNifti(order).dim(axes).save(nii), "neither byte order gives dim[0] in 1..7");
    }
  }

  /** N-16, N-19. */
  @ParameterizedTest
  @CsvSource({"2,-7", "1,0", "3,0", "4,0"})
  void lengthsBelowOne(int axis, int length) {
    Reading.isRefused(
        new RawNifti().shortAt(RawNifti.DIM + 2 * axis, length).save(nii),
        "dim[" + axis + "] = " + length);
  }

  /** N-16. */
  @Test
  void oneVolumeIsASeriesOfOne() {
    RawNifti raw = new RawNifti().dim(4, 3, 2, 4, 1);
    assertEquals(1, Reading.of(raw.save(nii)).doesNotWarn().volumes().size());
    raw = new RawNifti().dim(3, 3, 2, 4, 0); // of no account beyond dim[0]
    assertEquals(1, Reading.of(raw.save(nii)).doesNotWarn().volumes().size());
    raw = new RawNifti().dim(2, 3, 8, -5, 0);
    assertEquals(8, Reading.of(raw.save(nii)).doesNotWarn().grid().ny());
  }

  /** N-17. */
  @Test
  void dim0RulesAndVolumesThatItDoesNotCountAreTold() {
    Reading read = Reading.of(new RawNifti().dim(3, 3, 2, 2, 2).save(nii));
    assertEquals(1, read.volumes().size());
    assertTrue(read.warnings().stream().anyMatch(w -> w.contains("dim[0] = 3")), "" + read);
  }

  /** N-18. */
  @Test
  void fiveAxesAreNotSupported() {
    RawNifti raw = new RawNifti().dim(5, 3, 2, 2, 1, 2);
    assertThrows(UnsupportedNiftiException.class, () -> NiftiSeries.open(raw.save(nii)));
    Reading.isRefused(raw.save(nii), "5-D not supported here", "dim[5] = 2");
    Reading.of(new RawNifti().dim(7, 3, 2, 2, 2, 1, 1, 1).save(nii)).hasValues(1, 0);
  }

  /** N-20. */
  @ParameterizedTest
  @ValueSource(strings = {"", "n+1\n", "xyz"})
  void aWrongMagicIsRefused(String magic) {
    Reading.isRefused(new RawNifti().magic(magic).save(nii), "magic \"n+1\"", "Analyze 7.5");
  }

  /** N-21. */
  @Test
  void aHeaderOfAPairInASingleFileAndTheReverse() {
    Reading.isRefused(new RawNifti().magic("ni1").save(nii), "found magic \"ni1\"");
    Path hdr = new RawNifti().save(folder.resolve("a.hdr"));
    new RawNifti().save(folder.resolve("a.img"));
    Reading.isRefused(hdr, "expected magic \"ni1\", found magic \"n+1\"");
  }

  /** N-22, N-24. */
  @ParameterizedTest
  @CsvSource({"a.hdr,a.img", "a.img,a.hdr", "A.HDR,A.IMG", "a.hdr,a.img.gz", "a.hdr.gz,a.img.gz"})
  void pairsAreReadByEitherName(String named, String twin) {
    RawNifti raw = new RawNifti().magic("ni1").floats(RawNifti.VOX_OFFSET, 0);
    for (String name : new String[] {named, twin}) {
      boolean header = name.toLowerCase(Locale.ROOT).contains("hdr");
      byte[] bytes = header ? raw.header.array() : raw.voxels.array();
      RawNifti.save(folder.resolve(name), name.endsWith(".gz") ? RawNifti.gzip(bytes) : bytes);
    }
    Reading.of(folder.resolve(named)).hasValues(1, 0).doesNotWarn();
    Reading.of(folder.resolve(twin)).hasValues(1, 0).doesNotWarn();
  }

  /** N-22. */
  @Test
  void halfAPairIsRefusedByTheNameOfTheOther() {
    Path hdr = new RawNifti().magic("ni1").save(folder.resolve("half.hdr"));
    Reading.isRefused(hdr, "half.img or half.img.gz");
    Path img = RawNifti.save(folder.resolve("other.img"), new byte[48]);
    Reading.isRefused(img, "other.hdr");
    Reading.isRefused(folder.resolve("none.img"), "no such file");
  }

  /** N-25. */
  @Test
  void aWrongSizeofHdrIsToldAndTheRestTaken() {
    RawNifti raw = new RawNifti();
    raw.header.putInt(0, 384);
    Reading.of(raw.save(nii)).hasValues(1, 0).warnsOnce("sizeof_hdr is 384");
  }

  /** N-26. */
  @ParameterizedTest
  @ValueSource(floats = {0, 100, 351})
  void anOffsetInsideTheHeaderIsRepairedOnlyWhereTheLengthProvesIt(float offset) {
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, offset);
    Reading.of(raw.save(nii)).hasValues(1, 0).warnsOnce("vox_offset is " + offset, "is 352");
    Reading.isRefused(raw.saveGz(gz), "vox_offset " + offset);
    Reading.isRefused(RawNifti.save(nii, Arrays.copyOf(raw.bytes(), 500)), "vox_offset " + offset);
  }

  /** N-26. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, -352, 352.5f})
  void anOffsetThatIsNoByteIsRefused(float offset) {
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, offset);
    Reading.isRefused(raw.save(nii), "vox_offset " + offset);
  }

  /** N-26. */
  @Test
  void anOffsetBeyondTheEndIsRefused() {
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, 1e10);
    Reading.isRefused(raw.save(nii), "ended early: expected 10000000048, got 400");
    Reading.isRefused(raw.saveGz(gz), "ended early: expected 10000000048, got at most");
  }

  /** N-26. */
  @Test
  void anOddOffsetIsToldAndFollowed() {
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, 353);
    raw.extensions = new byte[5];
    Reading.of(raw.save(nii)).hasValues(1, 0).warnsOnce("353 is no multiple of 16");
  }

  /** N-41. */
  @Test
  void extensionsAreSkipped() {
    ByteBuffer two = ByteBuffer.allocate(4 + 32 + 16).order(ByteOrder.LITTLE_ENDIAN);
    two.put(0, (byte) 1).putInt(4, 32).putInt(8, 6).putInt(36, 16).putInt(40, 12345);
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, 400);
    raw.extensions = two.array();
    Reading.of(raw.save(nii)).hasValues(1, 0).doesNotWarn();
    Reading.of(raw.saveGz(gz)).hasValues(1, 0).doesNotWarn();
  }

  /** N-41. */
  @ParameterizedTest
  @CsvSource({
    "0, extension of 0 bytes at byte 352", "-16, extension of -16 bytes", "4, extension of 4 bytes",
    "64, extension of 64 bytes", "2147483647, extension of 2147483647", "24, no multiple of 16"
  })
  void spoiltExtensionsAreToldAndSkipped(int size, String warning) {
    ByteBuffer one = ByteBuffer.allocate(4 + 48).order(ByteOrder.LITTLE_ENDIAN);
    one.put(0, (byte) 1).putInt(4, size);
    if (size == 24) one.putInt(4 + 24, 24);
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, 400);
    raw.extensions = one.array();
    Reading read = Reading.of(raw.save(nii)).hasValues(1, 0);
    assertTrue(read.warnings().get(0).contains(warning), read.warnings().toString());
  }

  /** N-41. A block of 200 kB, each 8 bytes an extension, or each 8 bytes zero. */
  @Test
  void ofCountlessExtensionsNoMoreIsToldThanOfOne() {
    ByteBuffer many = ByteBuffer.allocate(4 + 200_000).order(ByteOrder.LITTLE_ENDIAN);
    many.put(0, (byte) 1);
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, 200_352);
    raw.extensions = many.array();
    Reading.of(raw.save(nii)).hasValues(1, 0).warnsOnce("extension of 0 bytes at byte 352");
    for (int at = 4; at < many.capacity(); at += 8) many.putInt(at, 8);
    Reading.of(raw.save(nii)).hasValues(1, 0).warnsOnce("extension of 8 bytes", "was skipped");
  }

  /** N-42. */
  @Test
  void aHugeExtensionIsNotLoaded() throws IOException {
    int size = 200 << 20;
    RawNifti raw = new RawNifti().floats(RawNifti.VOX_OFFSET, 352 + size);
    try (RandomAccessFile file = new RandomAccessFile(nii.toFile(), "rw")) {
      file.write(raw.header.array());
      file.write(new byte[] {1, 0, 0, 0});
      file.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(size).array());
      file.seek(352L + size); // a hole, which takes no room on disk
      file.write(raw.voxels.array());
    }
    long before = allocatedBytes();
    Reading.of(nii).hasValues(1, 0).doesNotWarn();
    assertTrue(allocatedBytes() - before < 8 << 20);
  }

  /** N-61. */
  @Test
  void surfacesAreToldFromVolumes() {
    Reading.isRefused(new RawNifti().dim(4, -1, 1, 1, 24).save(nii), "surface/CIFTI");
    Reading.isRefused(new RawNifti().dim(4, 27307, 1, 6, 1).save(nii), "surface/CIFTI");
    Reading.isRefused(save2(RawNifti.nifti2().putInt(504, 3006)), "surface/CIFTI");
    Path dscalar = folder.resolve("s.dscalar.nii");
    Reading.isRefused(new RawNifti().dim(6, 1, 1, 1, 1, 3, 8).save(dscalar), "surface/CIFTI");
  }

  @Test
  void theHeaderIsShownFieldByField() {
    try (NiftiSeries series = NiftiSeries.open(new RawNifti().save(nii))) {
      assertEquals("4 3 2 2 2 1 1 1", series.header().fields().get("dim"));
      assertEquals("1.0 2.0 2.0 2.0 2.0 0.0 0.0 0.0", series.header().fields().get("pixdim"));
      assertEquals("n+1", series.header().fields().get("magic"));
      assertEquals("352.0", series.header().fields().get("vox_offset"));
    }
  }
}
