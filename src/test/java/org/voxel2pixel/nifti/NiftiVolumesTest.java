// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/**
 * Real files against nibabel (src/test/python/nifti_samples.py); others against RawNifti's rule.
 */
class NiftiVolumesTest {
  private static final Path SAMPLES =
      Path.of(System.getProperty("user.dir"), "..", "shared", "data", "nifti-samples");
  private static final long INTO_A_FILE = 0;

  @TempDir Path folder;

  private static JsonObject facts(String name) throws IOException {
    try (InputStream in = NiftiVolumesTest.class.getResourceAsStream("samples.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject()
          .getAsJsonObject(name);
    }
  }

  private static NiftiVolumes open(Path file) {
    return NiftiVolumes.open(file, Progress.silent());
  }

  private static float[] slice(NiftiVolumes volumes, int t, int k) {
    float[] plane = new float[volumes.grid().nx() * volumes.grid().ny()];
    volumes.readSlice(t, k, plane);
    return plane;
  }

  /** The values of RawNifti's slice k of volume t. */
  private static float[] rawSlice(int t, int k) {
    float[] plane = new float[6];
    for (int n = 0; n < 6; n++) plane[n] = 100 * t + 6 * k + n;
    return plane;
  }

  private static void assertRawValues(NiftiVolumes volumes) {
    for (int t = 1; t >= 0; t--) {
      for (int k = 1; k >= 0; k--) assertArrayEquals(rawSlice(t, k), slice(volumes, t, k));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anatomical.nii",
        "functional.nii",
        "example4d.nii.gz",
        "example_nifti2.nii.gz",
        "standard.nii.gz"
      })
  void slicesInReverseOrderAreNibabels(String name) throws IOException {
    Path file = SAMPLES.resolve(name);
    assumeTrue(Files.exists(file), "no sample " + file);
    JsonArray expected = facts(name).getAsJsonArray("volumes");
    for (long mostInMemory : new long[] {INTO_A_FILE, Long.MAX_VALUE}) {
      try (NiftiVolumes volumes = NiftiVolumes.open(file, mostInMemory, Progress.silent())) {
        assertEquals(expected.size(), volumes.volumeCount());
        for (int t = expected.size() - 1; t >= 0; t--) {
          JsonObject volume = expected.get(t).getAsJsonObject();
          assertVoxels(volume.getAsJsonObject("at"), volumes, t);
          assertSum(volume.get("sum").getAsDouble(), volumes, t);
        }
      }
    }
  }

  private static void assertVoxels(JsonObject at, NiftiVolumes volumes, int t) {
    int nx = volumes.grid().nx();
    int slice = nx * volumes.grid().ny();
    for (Map.Entry<String, JsonElement> voxel : at.entrySet()) {
      int index = Integer.parseInt(voxel.getKey());
      float there = slice(volumes, t, index / slice)[index % slice];
      assertEquals(voxel.getValue().getAsFloat(), there, 0f, "volume " + t + ", voxel " + index);
    }
  }

  private static void assertSum(double expected, NiftiVolumes volumes, int t) {
    double sum = 0;
    for (int k = 0; k < volumes.grid().nz(); k++) {
      for (float value : slice(volumes, t, k)) sum += value;
    }
    assertEquals(expected, sum, 1e-9 * Math.abs(expected), "sum of volume " + t);
  }

  @Test
  void gridTypeScalingAndTrAreThoseOfTheHeader() {
    RawNifti raw = new RawNifti().floats(RawNifti.SCL_SLOPE, 0.5, -10);
    try (NiftiVolumes volumes = open(raw.save(folder.resolve("a.nii")))) {
      assertEquals(new NiftiGrid(3, 2, 2, affine()), volumes.grid());
      assertEquals(NiftiType.INT16, volumes.type());
      assertEquals(0.5, volumes.sclSlope());
      assertEquals(-10, volumes.sclInter());
      assertEquals(2.0, volumes.trSec());
      assertTrue(volumes.isOriented());
      assertEquals(0.5f * 106 - 10, slice(volumes, 1, 1)[0]);
    }
  }

  private static double[] affine() {
    return new double[] {2, 0, 0, -10, 0, 2, 0, -20, 0, 0, 2, -30};
  }

  @Test
  void withoutQformAndSformTheVolumesAreNotOriented() {
    Path file = new RawNifti().shortAt(RawNifti.SFORM_CODE, 0).save(folder.resolve("a.nii"));
    try (NiftiVolumes volumes = open(file)) {
      assertFalse(volumes.isOriented());
      assertEquals(1, volumes.warnings().size(), volumes.warnings().toString());
    }
  }

  @Test
  void bigEndianPairsAndOffsetsAreReadInPlace() throws IOException {
    RawNifti big = new RawNifti(ByteOrder.BIG_ENDIAN).floats(RawNifti.VOX_OFFSET, 32).magic("ni1");
    Files.write(folder.resolve("a.hdr"), big.header.array());
    byte[] image = new byte[32 + big.voxels.capacity()];
    System.arraycopy(big.voxels.array(), 0, image, 32, big.voxels.capacity());
    Files.write(folder.resolve("a.img"), image);
    try (NiftiVolumes volumes = open(folder.resolve("a.hdr"))) {
      assertRawValues(volumes);
      assertEquals(folder.resolve("a.img"), volumes.file());
    }
  }

  @Test
  void aPlaneLongerThanAChunkIsWhole() {
    int nx = 600;
    int ny = 300;
    ByteBuffer stored = ByteBuffer.allocate(4 * nx * ny * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 0; n < 2 * nx * ny; n++) stored.putInt(n);
    RawNifti raw = new RawNifti().dim(3, nx, ny, 2, 1).type(8, 4, stored);
    for (Path file :
        List.of(raw.save(folder.resolve("a.nii")), raw.saveGz(folder.resolve("b.nii.gz")))) {
      try (NiftiVolumes volumes = open(file)) {
        float[] plane = slice(volumes, 0, 1);
        for (int n = 0; n < plane.length; n++) assertEquals(nx * ny + n, plane[n], 0f);
      }
    }
  }

  @Test
  void aSliceBeyondFourGigabytesIsFoundAtItsByte() throws IOException {
    assumeTrue(
        folder.toFile().getUsableSpace() > 64L << 20, "no room for a sparse file in " + folder);
    int side = 512;
    int volumeCount = 50;
    long voxelBytes = 4L * side * side * 100 * volumeCount; // 5.2e9
    RawNifti raw = new RawNifti().dim(4, side, side, 100, volumeCount).type(16, 4, null);
    Path file = folder.resolve("sparse.nii");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(raw.header.array());
      out.setLength(352 + voxelBytes);
      out.seek(352 + 4L * ((49L * 100 + 99) * side * side + 7));
      out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(42).array());
    }
    assumeTrue(isSparse(file), "this file system makes no sparse files");
    try (NiftiVolumes volumes = open(file)) {
      float[] plane = slice(volumes, 49, 99);
      assertEquals(42f, plane[7]);
      assertEquals(0f, plane[8]);
      assertEquals(0f, slice(volumes, 0, 0)[7]);
    }
  }

  /** By what {@code stat} says is taken on the disk; elsewhere than on Unix, not. */
  private static boolean isSparse(Path file) {
    try {
      Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
      String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stat.waitFor() == 0 && Long.parseLong(blocks.strip()) * 512 < 16L << 20;
    } catch (IOException | NumberFormatException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void anInflatedFileLeavesNothingInTheTemporaryFolder() throws IOException {
    Path file = new RawNifti().saveGz(folder.resolve("a.nii.gz"));
    long before = scratchFiles();
    try (NiftiVolumes volumes = NiftiVolumes.open(file, INTO_A_FILE, Progress.silent())) {
      assertRawValues(volumes);
    }
    assertEquals(before, scratchFiles());
  }

  private static long scratchFiles() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      String mine = "voxel2pixel-";
      return entries.filter(path -> path.getFileName().toString().startsWith(mine)).count();
    }
  }

  @Test
  void aDamagedGzipIsRefusedWhenItIsOpened() throws IOException {
    byte[] gz = RawNifti.gzip(new RawNifti().bytes());
    gz[gz.length - 6] ^= 1; // of the checksum
    Path file = RawNifti.save(folder.resolve("a.nii.gz"), gz);
    BadInputException e = assertThrows(BadInputException.class, () -> open(file));
    Reading.assertSays(e, file, "CRC");
    Path half = RawNifti.save(folder.resolve("b.nii.gz"), Arrays.copyOf(gz, 100));
    Reading.assertSays(
        assertThrows(BadInputException.class, () -> open(half)), half, "ended early");
  }

  @Test
  void tooLittleRoomIsToldBeforeInflating() {
    Path file = Path.of("run.nii.gz");
    BadInputException e =
        assertThrows(
            BadInputException.class,
            () -> ScratchVoxels.requireRoom(file, 1000L << 20, Path.of("/tmp"), 1063L << 20));
    Reading.assertSays(e, file, "1064 MB free in", "found 1063 MB", "gunzip");
    ScratchVoxels.requireRoom(file, 1000L << 20, Path.of("/tmp"), 1064L << 20);
  }

  @Test
  void inflatingCanBeStopped() {
    Path file = new RawNifti().saveGz(folder.resolve("a.nii.gz"));
    Progress stopped =
        new Progress() {
          @Override
          public void report(String stage, long done, long total) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    assertThrows(CancelledException.class, () -> NiftiVolumes.open(file, INTO_A_FILE, stopped));
    assertThrows(CancelledException.class, () -> NiftiVolumes.open(file, stopped));
  }

  @Test
  void aFileThatChangedSinceItWasOpenedIsRefused() throws IOException {
    Path file = new RawNifti().save(folder.resolve("a.nii"));
    try (NiftiVolumes volumes = open(file)) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(12345));
      Reading.assertSays(
          assertThrows(BadInputException.class, () -> slice(volumes, 0, 0)), file, "changed");
    }
    try (NiftiVolumes volumes = open(file)) {
      Files.delete(file);
      Reading.assertSays(assertThrows(BadInputException.class, () -> slice(volumes, 0, 0)), file);
    }
  }

  @Test
  void extraBytesAndLostPrecisionAreWarnings() {
    ByteBuffer stored = ByteBuffer.allocate(8 * RawNifti.VOXELS).order(ByteOrder.LITTLE_ENDIAN);
    stored.putLong(8 * (RawNifti.VOXELS - 1), Long.MAX_VALUE);
    RawNifti raw = new RawNifti().dim(3, 3, 2, 2, 1).type(1024, 8, stored);
    byte[] longer = Arrays.copyOf(raw.bytes(), raw.bytes().length + 5);
    try (NiftiVolumes volumes = open(RawNifti.save(folder.resolve("a.nii"), longer))) {
      assertEquals(1, volumes.warnings().size(), volumes.warnings().toString());
      assertTrue(volumes.warnings().get(0).contains("5 extra bytes"));
      slice(volumes, 0, 1);
      slice(volumes, 0, 1);
      assertEquals(2, volumes.warnings().size(), volumes.warnings().toString());
      assertTrue(volumes.warnings().get(1).contains("precision lost"));
    }
  }

  @Test
  void threadsAndInterruptsDoNotDisturbEachOther() {
    Path plain = new RawNifti().save(folder.resolve("a.nii"));
    Path gz = new RawNifti().saveGz(folder.resolve("b.nii.gz"));
    try (NiftiVolumes inPlace = open(plain);
        NiftiVolumes inMemory = open(gz);
        NiftiVolumes inFile = NiftiVolumes.open(gz, INTO_A_FILE, Progress.silent())) {
      IntStream.range(0, 400)
          .parallel()
          .forEach(
              n -> {
                int t = n % 2;
                int k = n / 2 % 2;
                for (NiftiVolumes volumes : List.of(inPlace, inMemory, inFile)) {
                  assertArrayEquals(rawSlice(t, k), slice(volumes, t, k));
                }
              });
      Thread.currentThread().interrupt();
      assertRawValues(inPlace);
      assertRawValues(inFile);
      assertTrue(Thread.interrupted());
      assertRawValues(inFile);
    }
  }

  @Test
  void aSliceThatIsNotThereOrAPlaneOfAnotherLengthIsAProgrammingError() {
    try (NiftiVolumes volumes = open(new RawNifti().save(folder.resolve("a.nii")))) {
      float[] plane = new float[6];
      assertThrows(IndexOutOfBoundsException.class, () -> volumes.readSlice(2, 0, plane));
      assertThrows(IndexOutOfBoundsException.class, () -> volumes.readSlice(0, -1, plane));
      assertThrows(IllegalArgumentException.class, () -> volumes.readSlice(0, 0, new float[12]));
    }
  }
}
