// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

/** Files that are not what their name says, not whole, or damaged. */
class NiftiFileFaultsTest {
  @TempDir Path folder;
  private Path nii;
  private Path gz;

  @BeforeEach
  void names() {
    nii = folder.resolve("run.nii");
    gz = folder.resolve("run.nii.gz");
  }

  /** N-01, N-02. */
  @ParameterizedTest
  @ValueSource(strings = {"run.nii", "run.nii.gz"})
  void anEmptyFile(String name) {
    Reading.isRefused(RawNifti.save(folder.resolve(name), new byte[0]), "empty file");
  }

  /** N-62. */
  @Test
  void aMissingFileAndAFolder() {
    Reading.isRefused(nii, "no such file");
    assertTrue(nii.toFile().mkdir());
    Reading.isRefused(nii, "found a folder");
  }

  /** N-62. */
  @Test
  void anUnreadableFileIsToldWithTheSystemsReason() {
    new RawNifti().save(nii);
    assertTrue(nii.toFile().setReadable(false));
    assumeFalse(Files.isReadable(nii), "this user may read everything");
    Reading.isRefused(nii, "AccessDenied");
  }

  /** N-62. Reading at byte 0 of a process's memory fails for every user, root too. */
  @Test
  void aReadThatFailsIsToldWithTheSystemsReason() {
    Path memory = Path.of("/proc/self/mem");
    assumeTrue(Files.isReadable(memory), "no " + memory + " on this system");
    Reading.isRefused(memory, "the system's answer IOException Input/output error");
  }

  /** N-03. */
  @Test
  void aPlainFileNamedGz() {
    Reading.of(new RawNifti().save(gz))
        .hasValues(1, 0)
        .warnsOnce("not compressed although named .gz");
  }

  /** N-04. */
  @Test
  void aCompressedFileNotNamedGz() {
    Reading.of(new RawNifti().saveGz(nii))
        .hasValues(1, 0)
        .warnsOnce("compressed although not named .gz");
  }

  @Test
  void aPlainFileCutShort() {
    byte[] whole = new RawNifti().bytes();
    RawNifti.save(nii, Arrays.copyOf(whole, whole.length - 1));
    Reading.isRefused(nii, "ended early: expected 400, got 399 bytes");
    RawNifti.save(nii, Arrays.copyOf(whole, 100));
    Reading.isRefused(nii, "ended early: expected 348, got 100 bytes");
  }

  /** N-05. */
  @Test
  void aGzipFileCutAnywhereIsRefused() {
    byte[] whole = RawNifti.gzip(noisy().bytes());
    for (int length = 2; length < whole.length; length += 7) {
      RawNifti.save(gz, Arrays.copyOf(whole, length));
      Reading.isRefused(gz, "ended early");
    }
    RawNifti.save(gz, Arrays.copyOf(whole, whole.length / 2));
    Reading.isRefused(gz, "ended early: expected 7552, got ");
    for (int missing = 1; missing <= 8; missing++) { // the trailer: CRC and length
      RawNifti.save(gz, Arrays.copyOf(whole, whole.length - missing));
      Reading.isRefused(gz, "ended early: expected 7552, got 7552 bytes");
    }
    RawNifti.save(gz, Arrays.copyOf(whole, 1)); // not even gzip's magic
    Reading.isRefused(gz, "ended early: expected 348, got 1 bytes");
  }

  /** N-05. */
  @Test
  void theHeaderOfAFileCutInItsVolumesCanStillBeLookedAt() {
    byte[] whole = RawNifti.gzip(noisy().bytes());
    RawNifti.save(gz, Arrays.copyOf(whole, whole.length / 2));
    try (NiftiSeries series = NiftiSeries.open(gz)) {
      assertEquals(3, series.volumeCount());
      assertEquals(30, series.header().dim()[1]);
    }
  }

  /** Voxels that hardly compress: 30 x 20 x 2 x 3 of int16. */
  private static RawNifti noisy() {
    byte[] noise = new byte[2 * 30 * 20 * 2 * 3];
    new Random(1).nextBytes(noise);
    RawNifti raw = new RawNifti().dim(4, 30, 20, 2, 3);
    raw.voxels = ByteBuffer.wrap(noise);
    return raw;
  }

  /** N-06. */
  @Test
  void anyFlippedBitInTheGzipBodyIsNoticed() {
    byte[] whole = RawNifti.gzip(noisy().bytes());
    for (int at = 10; at < whole.length; at += 13) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      RawNifti.save(gz, flipped);
      assertThrows(BadInputException.class, () -> Reading.of(gz), "byte " + at);
    }
  }

  /** N-07. */
  @Test
  void aWrongChecksumIsNoticedWithTheLastVolume() {
    byte[] bytes = RawNifti.gzip(new RawNifti().bytes());
    bytes[bytes.length - 8] ^= 1;
    RawNifti.save(gz, bytes);
    try (NiftiSeries series = NiftiSeries.open(gz)) {
      float[] volume = new float[RawNifti.VOXELS];
      assertTrue(series.readNext(volume));
      BadInputException e = assertThrows(BadInputException.class, () -> series.readNext(volume));
      Reading.assertSays(e, gz, "damaged: CRC");
    }
  }

  @Test
  void aWrongLengthInTheTrailerIsNoticed() {
    byte[] bytes = RawNifti.gzip(new RawNifti().bytes());
    bytes[bytes.length - 4] ^= 1;
    Reading.isRefused(RawNifti.save(gz, bytes), "damaged: length is 400, stored 401");
  }

  /** N-08. */
  @ParameterizedTest
  @ValueSource(ints = {1, 200, 348, 352, 375, 399})
  void everyMemberOfAGzipFileIsRead(int cut) {
    byte[] whole = new RawNifti().bytes();
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(RawNifti.gzip(Arrays.copyOf(whole, cut)));
    members.writeBytes(RawNifti.gzip(new byte[0])); // bgzip ends with an empty member
    members.writeBytes(RawNifti.gzip(Arrays.copyOfRange(whole, cut, whole.length)));
    members.writeBytes(RawNifti.gzip(new byte[0]));
    Reading.of(RawNifti.save(gz, members.toByteArray())).hasValues(1, 0).doesNotWarn();
  }

  /** N-08. */
  @Test
  void aDamagedLaterMemberIsNoticed() {
    byte[] whole = new RawNifti().bytes();
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(RawNifti.gzip(Arrays.copyOf(whole, 360)));
    members.writeBytes(RawNifti.gzip(Arrays.copyOfRange(whole, 360, whole.length)));
    byte[] bytes = members.toByteArray();
    bytes[bytes.length - 8] ^= 1;
    Reading.isRefused(RawNifti.save(gz, bytes), "damaged: CRC");
    Reading.isRefused(
        RawNifti.save(gz, RawNifti.gzip(Arrays.copyOf(whole, 360))),
        "ended early: expected 400, got 360 bytes");
  }

  @Test
  void gzipHeaderFieldsAreSkipped() {
    byte[] plain = RawNifti.gzip(new RawNifti().bytes());
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    plain[3] = 4 | 8 | 16 | 2; // extra, name, comment, header checksum
    named.write(plain, 0, 10);
    named.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
    named.writeBytes("run.nii\0made by hand\0".getBytes(StandardCharsets.ISO_8859_1));
    named.writeBytes(new byte[] {1, 2});
    named.write(plain, 10, plain.length - 10);
    Reading.of(RawNifti.save(gz, named.toByteArray())).hasValues(1, 0).doesNotWarn();
  }

  /** N-09. */
  @Test
  void whatFollowsTheGzipDataIsToldUnlessItIsZeros() {
    byte[] whole = RawNifti.gzip(new RawNifti().bytes());
    byte[] padded = Arrays.copyOf(whole, whole.length + 500);
    Reading.of(RawNifti.save(gz, padded)).hasValues(1, 0).doesNotWarn();
    padded[whole.length + 3] = 'x';
    Reading.of(RawNifti.save(gz, padded))
        .hasValues(1, 0)
        .warnsOnce("bytes after the gzip data were ignored");
  }

  @Test
  void moreThanTheHeaderClaimsIsTold() {
    byte[] whole = new RawNifti().bytes();
    byte[] longer = Arrays.copyOf(whole, whole.length + 24);
    Reading.of(RawNifti.save(nii, longer)).hasValues(1, 0).warnsOnce("24 extra bytes");
    Reading.of(RawNifti.save(gz, RawNifti.gzip(longer))).warnsOnce("24 extra bytes");
  }

  /** N-10. */
  @Test
  void ofAGzipBombOnlyABoundedPartIsInflated() throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz), 1 << 16)) {
      out.write(new RawNifti().bytes());
      byte[] zeros = new byte[1 << 20];
      for (int n = 0; n < 150; n++) out.write(zeros);
    }
    long before = allocatedBytes();
    Reading.of(gz).hasValues(1, 0).warnsOnce("more than ", "checksum", "not reached");
    assertTrue(allocatedBytes() - before < 4 << 20);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** N-23. */
  @Test
  void ofTwoNeighboursExactlyTheNamedOneIsRead() {
    RawNifti other = new RawNifti();
    other.header.putFloat(RawNifti.SCL_SLOPE, 3);
    other.save(nii);
    new RawNifti().saveGz(gz);
    Reading.of(gz).hasValues(1, 0);
    Reading.of(nii).hasValues(3, 0);
  }

  /** N-58. */
  @Test
  void dataLadPlaceholders() throws IOException {
    Path target = Path.of("../.git/annex/objects/Xx/9k/MD5E-s1--0.nii.gz/MD5E-s1--0.nii.gz");
    Files.createSymbolicLink(gz, target);
    Reading.isRefused(gz, "DataLad placeholder", "datalad get run.nii.gz");
    String pointer = "/annex/objects/MD5E-s346451--0123456789abcdef.nii.gz\n";
    RawNifti.save(nii, pointer.getBytes(StandardCharsets.US_ASCII));
    Reading.isRefused(nii, "DataLad placeholder", "datalad get run.nii");
    // a link where the system has none
    RawNifti.save(nii, ("" + target).getBytes(StandardCharsets.US_ASCII));
    Reading.isRefused(nii, "DataLad placeholder", "datalad get run.nii");
  }

  /** N-58. */
  @Test
  void ofAPairTheHalfThatIsAPlaceholderIsNamed() throws IOException {
    Path hdr = new RawNifti().magic("ni1").save(folder.resolve("a.hdr"));
    Path target = Path.of(".git/annex/objects/Xx/9k/MD5E-s1--0.img/MD5E-s1--0.img");
    Files.createSymbolicLink(folder.resolve("a.img"), target);
    BadInputException e = assertThrows(BadInputException.class, () -> NiftiSeries.open(hdr));
    Reading.assertSays(e, folder.resolve("a.img"), "datalad get a.img");
  }

  /** Voxels of 0x8b1f, as int16, are gzip's magic. */
  @Test
  void voxelsThatBeginAsGzipDoesAreRead() {
    RawNifti raw = new RawNifti().magic("ni1").floats(RawNifti.VOX_OFFSET, 0);
    RawNifti.save(folder.resolve("a.hdr"), raw.header.array());
    raw.voxels.putShort(0, (short) 0x8b1f);
    Path img = RawNifti.save(folder.resolve("a.img"), raw.voxels.array());
    assertEquals((short) 0x8b1f, Reading.of(img).doesNotWarn().volumes().get(0)[0]);
  }

  /** N-58. */
  @Test
  void aBrokenLinkIsToldWithItsTarget() throws IOException {
    Files.createSymbolicLink(nii, Path.of("gone/elsewhere.nii"));
    Reading.isRefused(nii, "a link to gone/elsewhere.nii, which is not there");
  }

  /** N-59. */
  @Test
  void webPagesPointersAndOtherFilesAreToldByTheirFirstBytes() {
    RawNifti.save(gz, "\n<!DOCTYPE html><title>Log in".getBytes(StandardCharsets.UTF_8));
    Reading.isRefused(gz, "a web page", "<!DOCTYPE html>");
    String lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:00";
    RawNifti.save(gz, lfs.getBytes(StandardCharsets.UTF_8));
    Reading.isRefused(gz, "Git LFS pointer", "git lfs pull");
    byte[] other = new byte[400];
    System.arraycopy("\u0089HDF\r\n".getBytes(StandardCharsets.ISO_8859_1), 0, other, 0, 6);
    Reading.isRefused(RawNifti.save(nii, other), "beginning with \".HDF..");
  }

  /** N-63: grown, written to, shrunk. */
  @Test
  void aFileThatChangesWhileItIsReadIsRefused() throws IOException {
    isRefusedOnce(
        () -> Files.write(nii, new byte[48], StandardOpenOption.APPEND),
        "changed while it was read (400 bytes, now 448)");
    isRefusedOnce(
        () -> {
          FileTime modified = Files.getLastModifiedTime(nii);
          Files.write(nii, new byte[1], StandardOpenOption.APPEND);
          return Files.setLastModifiedTime(nii, modified);
        },
        "changed while it was read (400 bytes, now 401)");
    isRefusedOnce(
        () -> Files.setLastModifiedTime(nii, FileTime.fromMillis(1)),
        "changed while it was read (400 bytes, now 400)");
    isRefusedOnce(
        () -> Files.write(nii, Arrays.copyOf(new RawNifti().bytes(), 380)),
        "changed while it was read (400 bytes, now 380)");
  }

  /** After the first volume; the whole file is in the buffer by then. */
  private void isRefusedOnce(Callable<?> change, String words) throws IOException {
    new RawNifti().save(nii);
    try (NiftiSeries series = NiftiSeries.open(nii)) {
      float[] volume = new float[RawNifti.VOXELS];
      assertTrue(series.readNext(volume));
      assertDoesNotThrow(change::call);
      BadInputException e = assertThrows(BadInputException.class, () -> series.readNext(volume));
      Reading.assertSays(e, nii, words);
    }
  }

  /** N-63. 2 MB, so that what is missing is missed when it is read. */
  @Test
  void aFileThatIsCutWhileItIsReadEndsEarly() throws IOException {
    RawNifti raw = new RawNifti().dim(4, 100, 100, 10, 10);
    raw.voxels = ByteBuffer.allocate(2 * 100 * 100 * 10 * 10);
    raw.save(nii);
    try (NiftiSeries series = NiftiSeries.open(nii)) {
      float[] volume = new float[100 * 100 * 10];
      assertTrue(series.readNext(volume));
      Files.write(nii, Arrays.copyOf(raw.bytes(), 1_000_000));
      BadInputException e =
          assertThrows(
              BadInputException.class,
              () -> {
                while (series.readNext(volume)) assertEquals(0, volume[0]);
              });
      Reading.assertSays(e, nii, "ended early: expected 2000352, got 1000000 bytes");
    }
  }

  @Test
  void readingStopsAtTheLastVolumeAndLeavesTheArrayAlone() {
    new RawNifti().save(nii);
    try (NiftiSeries series = NiftiSeries.open(nii)) {
      float[] volume = new float[RawNifti.VOXELS];
      assertTrue(series.readNext(volume) && series.readNext(volume));
      Arrays.fill(volume, -1);
      assertFalse(series.readNext(volume));
      assertEquals(-1f, volume[3]);
      assertThrows(IllegalArgumentException.class, () -> series.readNext(new float[11]));
    }
  }
}
