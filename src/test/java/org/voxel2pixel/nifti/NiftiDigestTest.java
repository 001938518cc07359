// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;

/** The hash that comes with the volumes is that of the file's bytes, however it was read. */
class NiftiDigestTest {
  @TempDir Path folder;
  private Path nii;
  private Path gz;

  @BeforeEach
  void names() {
    nii = folder.resolve("run.nii");
    gz = folder.resolve("run.nii.gz");
  }

  /** 100 x 90 x 3 x 5 of noise: several buffers, plain or compressed. */
  private static RawNifti large() {
    byte[] noise = new byte[2 * 100 * 90 * 3 * 5];
    new Random(4).nextBytes(noise);
    RawNifti raw = new RawNifti().dim(4, 100, 90, 3, 5);
    raw.voxels = ByteBuffer.wrap(noise);
    return raw;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String hashOf(Path... files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) digest.update(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hashAfterEveryVolume(Path file) {
    MessageDigest digest = sha256();
    try (NiftiSeries series = NiftiSeries.open(file, digest)) {
      float[] volume = new float[series.grid().voxelCount()];
      int volumes = 0;
      while (series.readNext(volume)) volumes++;
      assertEquals(series.volumeCount(), volumes);
      series.finishDigest(); // neither adds anything
      series.verifyRest();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hashAfter(Path file, int volumes) {
    MessageDigest digest = sha256();
    try (NiftiSeries series = NiftiSeries.open(file, digest)) {
      float[] volume = new float[series.grid().voxelCount()];
      for (int t = 0; t < volumes; t++) assertTrue(series.readNext(volume));
      series.finishDigest();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hashOfVerified(Path file) {
    MessageDigest digest = sha256();
    try (NiftiSeries series = NiftiSeries.open(file, digest)) {
      series.verifyRest();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void isHashedInEveryWay(Path file) throws IOException {
    String expected = hashOf(file);
    assertEquals(expected, hashAfterEveryVolume(file));
    for (int volumes = 0; volumes < 2; volumes++) assertEquals(expected, hashAfter(file, volumes));
    assertEquals(expected, hashOfVerified(file));
  }

  @Test
  void plainAndCompressed() throws IOException {
    isHashedInEveryWay(new RawNifti().save(nii));
    isHashedInEveryWay(new RawNifti().saveGz(gz));
    isHashedInEveryWay(large().save(nii));
    isHashedInEveryWay(large().saveGz(gz));
  }

  @Test
  void everyMemberOfAGzipFile() throws IOException {
    byte[] whole = large().bytes();
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int from = 0; from < whole.length; from += 50_000) {
      int to = Math.min(from + 50_000, whole.length);
      members.writeBytes(RawNifti.gzip(Arrays.copyOfRange(whole, from, to)));
    }
    isHashedInEveryWay(RawNifti.save(gz, members.toByteArray()));
  }

  @Test
  void whatFollowsTheLastVolume() throws IOException {
    byte[] garbage = new byte[300_000];
    new Random(5).nextBytes(garbage);
    for (byte[] sound : new byte[][] {new RawNifti().bytes(), large().bytes()}) {
      byte[] longer = Arrays.copyOf(sound, sound.length + garbage.length);
      System.arraycopy(garbage, 0, longer, sound.length, garbage.length);
      isHashedInEveryWay(RawNifti.save(nii, longer));
      isHashedInEveryWay(RawNifti.save(gz, RawNifti.gzip(longer)));
      RawNifti.save(gz, RawNifti.gzip(sound));
      Files.write(gz, garbage, StandardOpenOption.APPEND);
      isHashedInEveryWay(gz);
    }
  }

  @Test
  void ofAPairTheHeaderAndThenTheVoxels() throws IOException {
    RawNifti raw = large().magic("ni1").floats(RawNifti.VOX_OFFSET, 0);
    byte[] header = Arrays.copyOf(raw.header.array(), 70_000); // more than is read as header
    Path hdr = RawNifti.save(folder.resolve("a.hdr"), header);
    Path img = RawNifti.save(folder.resolve("a.img"), raw.voxels.array());
    assertEquals(hashOf(hdr, img), hashAfterEveryVolume(hdr));
    assertEquals(hashOf(hdr, img), hashAfterEveryVolume(img));
    assertEquals(hashOf(hdr, img), hashAfter(img, 1));
    Files.delete(img);
    img = RawNifti.save(folder.resolve("a.img.gz"), RawNifti.gzip(raw.voxels.array()));
    assertEquals(hashOf(hdr, img), hashAfterEveryVolume(hdr));
    assertEquals(hashOf(hdr, img), hashOfVerified(hdr));
  }

  @Test
  void aFileThatChangesIsNotHashed() throws IOException {
    new RawNifti().save(nii);
    try (NiftiSeries series = NiftiSeries.open(nii, sha256())) {
      Files.write(nii, new byte[1], StandardOpenOption.APPEND);
      BadInputException e = assertThrows(BadInputException.class, series::finishDigest);
      Reading.assertSays(e, nii, "changed while it was read (400 bytes, now 401)");
      assertThrows(IllegalStateException.class, series::verifyRest);
    }
  }

  @Test
  void noVolumeIsReadAfterTheRestWasPassedOver() {
    new RawNifti().save(nii);
    float[] volume = new float[RawNifti.VOXELS];
    try (NiftiSeries series = NiftiSeries.open(nii, sha256())) {
      series.finishDigest();
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> series.readNext(volume));
      assertTrue(e.getMessage().endsWith("run.nii: read to its end after volume 0"));
    }
    try (NiftiSeries series = NiftiSeries.open(nii)) {
      assertTrue(series.readNext(volume));
      series.verifyRest();
      assertThrows(IllegalStateException.class, () -> series.readNext(volume));
    }
  }

  /** N-07: also when only the first volumes are wanted. */
  @Test
  void damageBehindTheVolumesThatWereWantedIsFound() {
    byte[] whole = RawNifti.gzip(large().bytes());
    byte[] wrongChecksum = whole.clone();
    wrongChecksum[whole.length - 8] ^= 1;
    byte[] wrongBody = whole.clone();
    wrongBody[whole.length - 5000] ^= 1;
    byte[] cut = Arrays.copyOf(whole, whole.length - 5000);
    for (byte[] damaged : new byte[][] {wrongChecksum, wrongBody, cut}) {
      RawNifti.save(gz, damaged);
      float[] volume = new float[100 * 90 * 3];
      try (NiftiSeries series = NiftiSeries.open(gz)) {
        assertTrue(series.readNext(volume));
        assertThrows(BadInputException.class, series::verifyRest);
        assertThrows(IllegalStateException.class, series::verifyRest);
        assertThrows(IllegalStateException.class, () -> series.readNext(volume));
      }
    }
  }

  @Test
  void afterAFailureNothingMoreIsRead() {
    byte[] bytes = RawNifti.gzip(new RawNifti().bytes());
    bytes[bytes.length - 8] ^= 1;
    RawNifti.save(gz, bytes);
    float[] volume = new float[RawNifti.VOXELS];
    try (NiftiSeries series = NiftiSeries.open(gz)) {
      assertTrue(series.readNext(volume));
      assertThrows(BadInputException.class, () -> series.readNext(volume));
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> series.readNext(volume));
      assertTrue(e.getMessage().endsWith("reading it failed after volume 1"), e.getMessage());
    }
  }
}
