// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.voxel2pixel.dataset.Fixtures.assertRefused;
import static org.voxel2pixel.dataset.Fixtures.resource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

/** Against files that h5py wrote, and the sums by which it found them (array_files.py). */
class Hdf5FileTest {
  @TempDir Path temporary;

  private static Hdf5File open(String name) {
    return Hdf5File.open(resource("arrays/" + name));
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (int n = 0; n < values.length; n++) sum += (n + 1.0) * values[n];
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"old.h5", "new.h5", "userblock.h5"})
  void everyNumberTypeLayoutAndFilterHoldsWhatH5pyFinds(String name) {
    TsvTable expected = TsvTable.read(resource("arrays/hdf5_expected.tsv"));
    int compared = 0;
    try (Hdf5File file = open(name)) {
      for (int row = 0; row < expected.rowCount(); row++) {
        if (!expected.text(row, "file").equals(name)) continue;
        String dataset = expected.text(row, "dataset");
        String shape = expected.text(row, "shape");
        NumericArray array = file.array(dataset);
        int[] lengths =
            shape.equals(TsvTable.MISSING)
                ? new int[0]
                : Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        assertArrayEquals(lengths, array.shape(), dataset);
        double wanted = expected.number(row, "sum");
        assertEquals(wanted, sum(array.values()), 1e-12 * Math.abs(wanted), dataset);
        compared++;
      }
    }
    assertEquals(name.equals("userblock.h5") ? 2 : 33, compared);
  }

  @Test
  void rowsAreThoseOfTheWholeWhereverTheyBegin() {
    try (Hdf5File file = open("new.h5")) {
      for (String name : List.of("matrix", "chunks/all", "chunks/vector", "chunks/growing2")) {
        NumericArray whole = file.array(name);
        for (int first = 0; first < whole.rowCount(); first++) {
          for (int count = 0; first + count <= whole.rowCount(); count++) {
            float[] rows = new float[count * whole.rowLength()];
            file.readRows(name, first, count, rows);
            int from = first * whole.rowLength();
            assertArrayEquals(Arrays.copyOfRange(whole.values(), from, from + rows.length), rows);
          }
        }
      }
      assertArrayEquals(new long[] {7, 5, 3}, file.shape("chunks/all"));
      assertThrows(
          IllegalArgumentException.class, () -> file.readRows("matrix", 6, 2, new float[10]));
      assertThrows(
          IllegalArgumentException.class, () -> file.readRows("matrix", 0, 2, new float[9]));
    }
  }

  @Test
  void doublesKeepTheirDigits() {
    Path bdata = real("kamitani-bdata/sample_vmap.h5");
    try (Hdf5File file = Hdf5File.open(bdata)) {
      double[] epoch = new double[1];
      file.readRows("header/ctime_epoch", 0, 1, epoch);
      assertEquals(1572941995, Math.floor(epoch[0])); // a float would say 1572941952
      assertEquals(List.of("Data", "Label"), file.strings("metadata/key"));
      assertEquals(List.of("label-01"), file.strings("vmap/Label/1.0"));
      assertEquals(List.of("2019-11-05 17:19:55"), file.strings("header/ctime"));
      assertArrayEquals(new int[] {8, 11}, file.array("dataset").shape());
      assertEquals(4, file.array("dataset").values()[87]);
      assertEquals(List.of("1.0", "2.0", "3.0", "4.0"), file.children("vmap/Label"));
      assertTrue(file.has("metadata/value"));
      assertFalse(file.has("metadata"));
      assertFalse(file.has("metaData/value"));
      assertEquals(12, file.names().size());
    }
  }

  private static Path real(String name) {
    Path file = Path.of(System.getProperty("user.dir")).resolveSibling("shared/data").resolve(name);
    Assumptions.assumeTrue(Files.exists(file), "the real data are not here: " + file);
    return file;
  }

  @Test
  void textIsReadAsTextOnly() {
    for (String name : List.of("old.h5", "new.h5")) {
      try (Hdf5File file = open(name)) {
        assertEquals(List.of("V1", "V2v", "", "LOC"), file.strings("text/fixed"));
        assertEquals(List.of("V1", "f\u00fcr alle", ""), file.strings("text/varying"));
        assertEquals(List.of("V1", "V2v", "LOC"), file.strings("text/packed"));
        assertRefused(() -> file.strings("matrix"), "matrix", "text", "int64");
        assertRefused(() -> file.array("text/fixed"), "text/fixed", "real numbers", "found text");
        assertRefused(() -> file.array("text/varying"), "found text");
      }
    }
  }

  @Test
  void whatIsNoNumberIsRefusedByName() {
    try (Hdf5File file = open("old.h5")) {
      assertRefused(() -> file.array("compound"), "old.h5, compound", "a compound of [x, y]");
      assertRefused(() -> file.array("references"), "references to other objects");
      assertRefused(() -> file.array("tagged"), "old.h5, tagged", "opaque elements");
      assertRefused(() -> file.array("opaque"), "old.h5, opaque", "of a kind that is read here");
      assertEquals("(of a kind that is not read)", file.describe("opaque"));
      assertRefused(() -> file.array("committed"), "a named (committed) type");
      assertRefused(() -> file.array("lists"), "lists of varying length");
      assertRefused(() -> file.array("none"), "an empty dataset");
      assertRefused(() -> file.array("matrx"), "an array matrx", "matrix [7, 5] int64");
      assertRefused(() -> file.array("types"), "an array types");
      assertRefused(() -> file.array(""), "only bitshuffle");
    }
  }

  @Test
  void aFilterThatIsNotReadIsNamed() {
    for (String name : List.of("old.h5", "new.h5")) {
      try (Hdf5File file = open(name)) {
        assertRefused(() -> file.array("scale_offset"), "scale_offset", "scaleoffset (number 6)");
        assertRefused(() -> file.array("blosc"), "blosc (number 32001)", "h5repack");
        assertRefused(() -> file.array("bitshuffle"), "bitshuffle (number 32008)");
        assertTrue(file.names().contains("blosc"));
      }
    }
  }

  @Test
  void linksAreNeitherListedNorFollowed() {
    try (Hdf5File file = open("links.h5")) {
      assertEquals(List.of("inside"), file.names());
      assertRefused(() -> file.array("external"), "external", "target.h5:/secret", "not followed");
      assertRefused(() -> file.array("group/secret"), "target.h5:/", "not followed");
      assertRefused(() -> file.array("soft"), "a link to /inside");
      assertRefused(() -> file.array("broken"), "a link to /nowhere");
      assertEquals(List.of("inside"), file.children(""));
    }
    for (String name : List.of("virtual.h5", "external_storage.h5")) {
      assertRefused(
          () -> {
            try (Hdf5File file = open(name)) {
              file.array("elsewhere");
            }
          },
          name,
          name.startsWith("virtual") ? "Virtual storage" : "External Data Files");
    }
  }

  @Test
  void aGroupThatContainsItselfIsListedOnce() {
    try (Hdf5File file = open("old.h5")) {
      List<String> names = file.names();
      assertTrue(names.contains("types/i1"));
      assertFalse(names.contains("types/again/i1"));
      assertEquals(names.size(), names.stream().distinct().count());
    }
  }

  @Test
  void chunksAreReadBeyondTwoGigabytes() {
    try (Hdf5File file = open("large_chunked.h5")) { // 800 million x 4
      float[] rows = new float[16];
      file.readRows("m", 799_999_996, 4, rows);
      assertArrayEquals(new float[] {0, 0, 0, 0, .5f, 1.5f, 2.5f, 3.5f}, Arrays.copyOf(rows, 8));
      assertEquals(11.5f, rows[15]);
      file.readRows("m", 536_870_910, 4, rows);
      assertArrayEquals(new float[] {0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0}, rows);
      assertRefused(() -> file.array("m"), "2147483639 numbers", "[800000000, 4]", "split");
      assertEquals(0, file.rowsAtOnce("m") % 1000);
    }
  }

  @Test
  void contiguousRowsAreReadBeyondTwoGigabytes() throws IOException {
    Path large = temporary.resolve("large.h5");
    byte[] head = Files.readAllBytes(resource("arrays/large_contiguous_head.h5"));
    long rowBytes = 5 * Float.BYTES;
    ByteBuffer last = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 1; n <= 10; n++) last.putFloat(n * 1.25f);
    try (FileChannel channel =
        FileChannel.open(
            large,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(head));
      channel.write(last.flip(), head.length + 109_999_998 * rowBytes);
    }
    try (Hdf5File file = Hdf5File.open(large)) {
      float[] rows = new float[15];
      file.readRows("m", 109_999_997, 3, rows);
      float[] expected = new float[15];
      for (int n = 1; n <= 10; n++) expected[4 + n] = n * 1.25f;
      assertArrayEquals(expected, rows);
    }
  }

  @Test
  void aTruncatedFileIsRefusedWithBothLengths() throws IOException {
    byte[] whole = Files.readAllBytes(resource("arrays/old.h5"));
    Path cut = temporary.resolve("cut.h5");
    for (int length = 96; length < whole.length; length += 4001) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertRefused(() -> Hdf5File.open(cut), whole.length + " bytes", length + " bytes", "early");
    }
    Files.write(cut, Arrays.copyOf(whole, 20));
    assertRefused(() -> Hdf5File.open(cut), "cut.h5");
    Files.write(cut, new byte[0]);
    assertRefused(() -> Hdf5File.open(cut), "an empty file");
    Files.write(cut, new byte[3000]);
    assertRefused(() -> Hdf5File.open(cut), "no HDF5 signature");
    assertRefused(() -> Hdf5File.open(temporary.resolve("none.h5")), "none.h5", "nothing");
    assertRefused(() -> Hdf5File.open(temporary), "a folder");
  }

  @Test
  void aDamagedChunkIsFoundByItsChecksum() throws IOException {
    byte[] bytes = Files.readAllBytes(resource("arrays/small.h5"));
    int found = 0;
    Path file = temporary.resolve("damaged.h5");
    for (int at = 0; at + 1 < bytes.length; at++) {
      boolean zlib = bytes[at] == 0x78 && bytes[at + 1] == 0x5e; // a stream as gzip level 4 begins
      if (!zlib) continue;
      byte[] damaged = bytes.clone();
      damaged[at + 5] ^= 1;
      Files.write(file, damaged);
      try (Hdf5File hdf5 = Hdf5File.open(file)) {
        assertRefused(() -> hdf5.array("g/m"), "damaged.h5, g/m", "whole chunks");
      }
      found++;
    }
    assertEquals(4, found);
  }

  @Test
  void aChecksumOfAnUnpackedChunkIsComparedToo() throws IOException {
    byte[] whole = Files.readAllBytes(resource("arrays/old.h5"));
    ByteBuffer firstChunk = ByteBuffer.allocate(32);
    for (int value : new int[] {0, 1, 3, 4, 15, 16, 18, 19}) firstChunk.putFloat(value);
    Path file = temporary.resolve("damaged.h5");
    int found = 0;
    int refused = 0;
    for (int at = 0; at + 32 <= whole.length; at++) {
      if (!Arrays.equals(whole, at, at + 32, firstChunk.array(), 0, 32)) continue;
      byte[] bytes = whole.clone();
      bytes[at + 7] ^= 1; // of the second number
      Files.write(file, bytes);
      found++;
      try (Hdf5File hdf5 = Hdf5File.open(file)) {
        if (hdf5.array("chunks/fletcher").values()[1] != 1) throw new AssertionError("damaged");
      } catch (BadInputException e) {
        assertTrue(e.getMessage().contains("a wrong checksum"), e.getMessage());
        refused++;
      }
    }
    assertEquals(2, found, "the chunks without and with a checksum");
    assertEquals(1, refused);
  }

  @Test
  void anyByteMayBeWrongAndTheWorstIsARefusal() throws IOException {
    byte[] whole = Files.readAllBytes(resource("arrays/small.h5"));
    Path file = temporary.resolve("fuzz.h5");
    int refused = 0;
    for (int at = 0; at < whole.length; at++) {
      if (whole[at] == 0 && at % 8 != 0) continue; // mostly gaps
      byte[] bytes = whole.clone();
      bytes[at] ^= (byte) (at % 3 == 0 ? 0xff : 0x40);
      Files.write(file, bytes);
      try (Hdf5File hdf5 = Hdf5File.open(file)) {
        for (String name : hdf5.names()) hdf5.array(name);
      } catch (BadInputException e) {
        refused++;
      }
    }
    assertTrue(refused > 100, () -> "the fuzz did not reach the headers");
  }

  @Test
  void nothingIsSaidOnStandardError() throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path log = temporary.resolve("stderr.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                Reader.class.getName(),
                resource("arrays/small.h5").toString())
            .redirectError(log.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals("", Files.readString(log));
    assertEquals("[g/m]", new String(process.getInputStream().readAllBytes()).strip());
  }

  /** A program without a logger, as the launcher is. */
  static final class Reader {
    public static void main(String[] arguments) {
      try (Hdf5File file = Hdf5File.open(Path.of(arguments[0]))) {
        System.out.println(file.names());
      }
    }
  }
}
