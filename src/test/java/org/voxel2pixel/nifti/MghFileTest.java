// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

/** Against nibabel: nifti_mgh.py wrote the files and what nibabel reads from them. */
class MghFileTest {
  private static final Path SAMPLE = Path.of("../shared/data/nifti-samples/test.mgz");

  @TempDir Path folder;

  private static Path fixture(String name) {
    try {
      return Path.of(MghFileTest.class.getResource("mgh/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uchar.mgh", "int.mgz", "float.mgz", "short.mgh"})
  void shapePlaceAndValuesAreThoseOfNibabel(String name) throws IOException {
    List<String> expected = Files.readAllLines(fixture(name + ".txt"));
    MghFile file = MghFile.read(fixture(name));
    NiftiGrid grid = file.grid();
    assertArrayEquals(
        numbers(expected.get(0)), new double[] {grid.nx(), grid.ny(), grid.nz(), file.frames()});
    assertArrayEquals(numbers(expected.get(1)), grid.affine(), 1e-5);
    double[] values = numbers(expected.get(2));
    assertEquals(values.length, file.values().length);
    for (int n = 0; n < values.length; n++) assertEquals((float) values[n], file.values()[n]);
  }

  @Test
  void nibabelsOwnSampleIsRead() {
    Assumptions.assumeTrue(Files.exists(SAMPLE), "skipped: no " + SAMPLE);
    MghFile file = MghFile.read(SAMPLE);
    double[] affine = {1, 2, 3, -13, 2, 3, 1, -11.5, 3, 1, 2, -11.5}; // as nibabel 5.0 prints it
    assertArrayEquals(affine, file.grid().affine(), 1e-5);
    assertEquals(2, file.frames());
    assertEquals(3 * 4 * 5 * 2, file.values().length);
  }

  @Test
  void aPackedFileIsRecognisedByItsBytesNotItsName() throws IOException {
    byte[] plain = Files.readAllBytes(fixture("uchar.mgh"));
    Path packed = Files.write(folder.resolve("packed.mgh"), gzip(plain));
    Path unpacked = Files.write(folder.resolve("plain.mgz"), plain);
    float[] expected = MghFile.read(fixture("uchar.mgh")).values();
    assertArrayEquals(expected, MghFile.read(packed).values());
    assertArrayEquals(expected, MghFile.read(unpacked).values());
  }

  @Test
  void aTruncatedFileIsRefusedWithBothLengths() throws IOException {
    byte[] plain = Files.readAllBytes(fixture("uchar.mgh"));
    refused(Arrays.copyOf(plain, 300), "ended early", "344", "300");
    refused(Arrays.copyOf(plain, 100), "ended early", "284", "100");
    byte[] packed = gzip(plain);
    refused(Arrays.copyOf(packed, packed.length - 20), "ended early");
    packed[packed.length - 5] ^= 1; // the checksum
    refused(packed, "undamaged");
  }

  @Test
  void aHeaderThatClaimsMoreThanTheFileHoldsIsRefusedBeforeAllocation() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(fixture("uchar.mgh")));
    bytes.putInt(4, 2_000_000_000).putInt(8, 1).putInt(12, 1);
    refused(bytes.array(), "ended early", "2000000284");
    bytes.putInt(8, 3);
    refused(bytes.array(), "at most 2^31 - 9 values");
    bytes.putInt(4, -3);
    refused(bytes.array(), "length -3 in dimension 1");
  }

  @Test
  void otherVersionsTypesAndFlatOrientationsAreRefused() throws IOException {
    byte[] plain = Files.readAllBytes(fixture("uchar.mgh"));
    refused(ByteBuffer.wrap(plain.clone()).putInt(0, 256).array(), "MGH", "version 256");
    refused(ByteBuffer.wrap(plain.clone()).putInt(20, 7).array(), "type 7", "mri_convert");
    refused(ByteBuffer.wrap(plain.clone()).putFloat(30, 0).array(), "rank 3");
    refused(ByteBuffer.wrap(plain.clone()).putFloat(78, Float.NaN).array(), "rank 3");
  }

  @Test
  void withoutAnOrientationASurfaceIsReadAndAVolumeRefused() throws IOException {
    byte[] volume = Files.readAllBytes(fixture("uchar.mgh")); // 3 x 4 x 5
    ByteBuffer.wrap(volume).putShort(28, (short) 0);
    refused(volume, "goodRASFlag", "mri_convert");
    byte[] surface = volume.clone();
    ByteBuffer.wrap(surface).putInt(4, 1).putInt(8, 1).putInt(12, 60);
    float[] values = MghFile.read(Files.write(folder.resolve("lh.mgh"), surface)).values();
    assertArrayEquals(MghFile.read(fixture("uchar.mgh")).values(), values);
  }

  private void refused(byte[] bytes, String... fragments) throws IOException {
    Path file = Files.write(folder.resolve("spoilt.mgh"), bytes);
    String message = assertThrows(BadInputException.class, () -> MghFile.read(file)).getMessage();
    assertTrue(message.contains("spoilt.mgh"), message);
    for (String fragment : fragments) assertTrue(message.contains(fragment), message);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
