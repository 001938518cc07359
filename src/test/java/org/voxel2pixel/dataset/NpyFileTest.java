// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files that NumPy wrote (dataset_npy_fixtures.py), and NumPy reading ours. */
class NpyFileTest {
  private static final float[] RAMP = ramp();

  private static float[] ramp() {
    float[] values = new float[12];
    for (int n = 0; n < 12; n++) values[n] = n * 1.5f - 4;
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c_f4.npy",
        "fortran_f8.npy",
        "big_endian_f4.npy",
        "version2_f4.npy",
        "version3_f4.npy"
      })
  void readsTheSameMatrixFromEachOrderTypeAndVersion(String name) {
    NumericArray array = NpyFile.read(resource(name));
    assertArrayEquals(new int[] {3, 4}, array.shape());
    assertArrayEquals(RAMP, array.values());
  }

  @Test
  void readsThreeDimensionsInFortranOrder() {
    NumericArray array = NpyFile.read(resource("fortran_3d_f4.npy"));
    assertArrayEquals(new int[] {2, 3, 4}, array.shape());
    for (int n = 0; n < 24; n++) assertEquals(n, array.values()[n]);
  }

  @Test
  void readsIntegersOfEverySign() {
    assertArrayEquals(
        new float[] {0, 1, 127, 128, 254, 255}, NpyFile.read(resource("u1.npy")).values());
    assertArrayEquals(
        new float[] {-32768, -1, 0, 32767}, NpyFile.read(resource("i2.npy")).values());
    assertArrayEquals(
        new float[] {0, 1, 4294967295f}, NpyFile.read(resource("big_endian_u4.npy")).values());
    assertArrayEquals(new float[] {-0x1p40f, 0x1p40f}, NpyFile.read(resource("i8.npy")).values());
    assertArrayEquals(new float[] {0, 0x1p63f, 0x1p64f}, NpyFile.read(resource("u8.npy")).values());
    assertArrayEquals(new float[] {1, 0, 1}, NpyFile.read(resource("bool.npy")).values());
    assertArrayEquals(new float[] {1, 2}, NpyFile.read(resource("half.npy")).values());
  }

  @Test
  void everyHalfIsTheFloatThatNumpyMakesOfIt(@TempDir Path folder) throws IOException {
    String text = "{'descr': '<f2', 'fortran_order': False, 'shape': (65536,)}";
    Path file = folder.resolve("halves.npy");
    byte[] header = withHeader((byte) 1, text.length(), text);
    ByteBuffer bytes = ByteBuffer.allocate(header.length + 131072).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(header);
    for (int bits = 0; bits < 65536; bits++) bytes.putShort((short) bits);
    Files.write(file, bytes.array());
    float[] halves = NpyFile.read(file).values();
    long checksum = 0;
    for (int n = 0; n < 65536; n++) {
      checksum += (Float.floatToIntBits(halves[n]) & 0xffffffffL) * (n + 1);
    }
    String expected = Files.readString(resource("arrays/half_checksum.txt")).strip();
    assertEquals(expected, Long.toUnsignedString(checksum));
    assertEquals(0x1p-24f, halves[1]);
    assertEquals(65504, halves[0x7bff]);
    assertEquals(Float.NEGATIVE_INFINITY, halves[0xfc00]);
  }

  @Test
  void readsASingleNumberAndAnEmptyArray() {
    NumericArray scalar = NpyFile.read(resource("scalar_f8.npy"));
    assertEquals(0, scalar.shape().length);
    assertEquals(2.5f, scalar.values()[0]);
    assertArrayEquals(new int[] {0, 4}, NpyFile.read(resource("empty_f4.npy")).shape());
  }

  @Test
  void readsRowsAcrossPiecesOfTheMapping() {
    NpyFile file = NpyFile.open(resource("c_f4.npy"), 33); // two rows of 16 bytes a piece
    float[] row = new float[4];
    for (int r = 2; r >= 0; r--) {
      file.readRow(r, row);
      assertArrayEquals(Arrays.copyOfRange(RAMP, 4 * r, 4 * r + 4), row);
    }
    NpyFile tiny = NpyFile.open(resource("c_f4.npy"), 1); // a row is longer than a piece
    tiny.readRow(2, row);
    assertEquals(12.5f, row[3]);
    assertThrows(IllegalArgumentException.class, () -> tiny.readRow(3, row));
    assertThrows(IllegalArgumentException.class, () -> tiny.readRow(0, new float[3]));
  }

  @Test
  void rowsOfAFortranArrayAreNotHandedOut() {
    NpyFile file = NpyFile.open(resource("fortran_f8.npy"));
    assertThrows(IllegalStateException.class, () -> file.readRow(0, new float[4]));
  }

  @Test
  void refusesWhatIsNoArrayOfNumbers() {
    assertRefused(() -> NpyFile.open(resource("object.npy")), "object.npy", "pickle refused");
    assertRefused(() -> NpyFile.open(resource("structured.npy")), "structured");
    assertRefused(() -> NpyFile.open(resource("v5.mat")), "first bytes");
    assertRefused(() -> NpyFile.open(Path.of("no-such.npy")), "no-such.npy", "nothing");
  }

  @Test
  void refusesAFileShorterOrLongerThanItsHeaderSays(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(resource("c_f4.npy"));
    Path file = folder.resolve("a.npy");
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertRefused(() -> NpyFile.open(file), "a.npy", "176 bytes", "175 bytes", "ended early");
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertRefused(() -> NpyFile.open(file), "177 bytes");
    Files.write(file, Arrays.copyOf(whole, 40));
    assertRefused(() -> NpyFile.open(file), "within the header");
    Files.write(file, new byte[0]);
    assertRefused(() -> NpyFile.open(file), "within the header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), 'more': 1}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (3, 4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, -4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)} + 1",
        "{'descr': '=f4', 'fortran_order': False, 'shape': (3, 4)}",
        "{'descr': '', 'fortran_order': False, 'shape': (3, 4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 4)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000)}",
        "{'descr': '<f3', 'fortran_order': False, 'shape': (3, 4)}",
        "__import__('os').system('true')",
        "{'descr': '<f4",
        ""
      })
  void refusesAnyOtherHeaderText(String text, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    Files.write(file, withHeader((byte) 1, text.length(), text));
    assertRefused(() -> NpyFile.open(file), "a.npy");
  }

  @Test
  void refusesAHeaderOfTwoGigabytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    Files.write(file, withHeader((byte) 2, Integer.MAX_VALUE, "{}"));
    assertRefused(() -> NpyFile.open(file), "65536", "2147483647");
    Files.write(file, withHeader((byte) 9, 2, "{}"));
    assertRefused(() -> NpyFile.open(file), "9.0");
  }

  private static byte[] withHeader(byte version, int length, String text) {
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + text.length()).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
    bytes.put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put(version).put((byte) 0);
    if (version == 1) bytes.putShort((short) length);
    else bytes.putInt(length);
    bytes.put(text.getBytes(StandardCharsets.US_ASCII));
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Test
  void numpyReadsWhatWeWrite(@TempDir Path folder) throws IOException, InterruptedException {
    Path f4 = folder.resolve("f4.npy");
    try (NpyWriter writer = NpyWriter.create(f4, NpyType.FLOAT32, 4)) {
      for (int r = 0; r < 3; r++) writer.writeRow(Arrays.copyOfRange(RAMP, 4 * r, 4 * r + 4));
    }
    try (NpyWriter writer = NpyWriter.create(folder.resolve("f8.npy"), NpyType.FLOAT64, 2)) {
      writer.writeRow(new double[] {Math.PI, -1e300});
    }
    try (NpyWriter writer = NpyWriter.create(folder.resolve("u1.npy"), NpyType.UINT8, 1, 2, 3)) {
      writer.writeRow(new byte[] {0, 1, 2, 3, (byte) 254, (byte) 255});
      writer.writeRow(new byte[6]);
    }
    assertArrayEquals(RAMP, NpyFile.read(f4).values());
    String check =
        "import numpy as np, math\n"
            + "a = np.load('f4.npy'); b = np.load('f8.npy'); c = np.load('u1.npy')\n"
            + "assert a.dtype == '<f4' and a.shape == (3, 4)\n"
            + "assert (a == np.arange(12).reshape(3, 4) * 1.5 - 4).all()\n"
            + "assert b.dtype == '<f8' and b.tolist() == [[math.pi, -1e300]]\n"
            + "assert c.dtype == 'u1' and c.shape == (2, 1, 2, 3)\n"
            + "assert c.ravel().tolist() == [0, 1, 2, 3, 254, 255] + [0] * 6\n"
            + "np.load('f4.npy', mmap_mode='r')\n";
    Python.run(folder, check);
  }

  @Test
  void writingTheWrongRowIsRefused(@TempDir Path folder) throws IOException {
    try (NpyWriter writer = NpyWriter.create(folder.resolve("a.npy"), NpyType.FLOAT32, 4)) {
      assertThrows(IllegalArgumentException.class, () -> writer.writeRow(new float[3]));
      assertThrows(IllegalArgumentException.class, () -> writer.writeRow(new byte[4]));
      assertEquals(0, writer.rowCount());
    }
  }

  /** NumPy as the judge, where there is one. */
  private static final class Python {
    static void run(Path folder, String script) throws IOException, InterruptedException {
      Path python = Path.of("/usr/bin/python3");
      Assumptions.assumeTrue(Files.isExecutable(python), "no python3 here: NumPy was not asked");
      Assumptions.assumeTrue(call(folder, "import numpy") == 0, "python3 here has no numpy");
      assertEquals(0, call(folder, script), "NumPy disagrees, see python.log");
    }

    private static int call(Path folder, String script) throws IOException, InterruptedException {
      Process process =
          new ProcessBuilder("/usr/bin/python3", "-c", script)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("python.log").toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
      return process.waitFor();
    }
  }
}
