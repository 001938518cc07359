// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;

/** Tables with right checksums and wrong contents, which no random damage would pass as. */
class BundleIndexTest {
  /** num_shards 1; and an entry: float, shape [2], offset 0, size 8, a CRC. */
  private static final String HEADER = "0801";

  private static final String ENTRY = "0801" + "1204" + "12020802" + "2808" + "3500000000";

  @TempDir Path folder;

  @Test
  void anEntryIsRead() throws IOException {
    Path file = write(table(block(key("", HEADER) + key("w", ENTRY)), 0));
    try (WeightsFile weights = WeightsFile.open(file)) {
      assertEquals("w F32 [2]", weights.tensors().get(0).toString());
    }
  }

  @Test
  void aWrongByteInABlockIsFound() throws IOException {
    byte[] table = table(block(key("", HEADER) + key("w", ENTRY)), 0);
    table[5] ^= 1;
    Path file = write(table);
    String message =
        assertThrows(BadInputException.class, () -> WeightsFile.open(file)).getMessage();
    assertTrue(message.contains("a block with a wrong checksum"), message);
  }

  /** What is wrong, in hexadecimal, and the words for it. */
  @ParameterizedTest
  @CsvSource({
    "0801 1204 12020803 2808, 8 bytes for shape [3]",
    "0801 120c 120a08ffffffffffffffff7f 2808, w with shape [",
    "0801 1202 0802 2808, w with 8 bytes for shape []",
    "0801 1204 12020802 1801 2808, w with data file 1 of 1",
    "0801 1204 12020802 2808 3a00, w with slices",
    "0801 1204 12020802 28, w with a number that is cut off",
    "0801 1264 12020802 2808, w with a field of 100 bytes",
    "0803 1204 12020802 2808, no float variables"
  })
  void wrongEntriesAreNamed(String entry, String words) throws IOException {
    String hex = entry.replace(" ", "");
    Path file = write(table(block(key("", HEADER) + key("w", hex)), 0));
    String message =
        assertThrows(BadInputException.class, () -> WeightsFile.open(file)).getMessage();
    assertTrue(message.contains(words), message);
  }

  @ParameterizedTest
  @CsvSource({
    "'', an index without its header",
    "050000, an entry of 5 bytes",
    "0005, an entry",
    "00007f, an entry of 127 bytes",
    "00ffffffffff7f01, an entry of"
  })
  void wrongBlocksAreRefused(String content, String words) throws IOException {
    Path file = write(table(block(content), 0));
    String message =
        assertThrows(BadInputException.class, () -> WeightsFile.open(file)).getMessage();
    assertTrue(message.contains(words) || message.contains("cut off"), message);
  }

  @Test
  void randomBlocksAreReadOrRefused() throws IOException {
    Random random = new Random(20150413);
    for (int n = 0; n < 400; n++) {
      byte[] block = block(key("", HEADER) + key("w", ENTRY) + key("x", ENTRY));
      int flips = 1 + random.nextInt(4);
      for (int i = 0; i < flips; i++) block[random.nextInt(block.length)] ^= 1 << random.nextInt(8);
      Path file = write(table(block, random.nextInt(2)));
      try (WeightsFile weights = WeightsFile.open(file)) {
        assertTrue(weights.tensors().size() <= 3);
      } catch (BadInputException refused) {
        assertTrue(refused.getMessage().startsWith(file.toString()));
      }
    }
  }

  /** Streams by hand after google/snappy's format_description.txt. */
  @ParameterizedTest
  @CsvSource({
    "00, ''",
    "05 10 6162636465, 6162636465", // one literal
    "06 00 61 01 01 00 62, 6161616161 62", // a copy of 4 that overlaps itself
    "05 04 6162 0a 0200, 6162616261", // 2-byte offset, 3 bytes
    "05 04 6162 0b 02000000, 6162616261", // 4-byte offset
    "03 f002 616263, 616263" // a literal whose length takes a byte of its own
  })
  void snappyIsUnpacked(String packed, String expected) throws IOException {
    try (BoundedFile file = BoundedFile.open(Files.writeString(folder.resolve("f"), "x"))) {
      byte[] unpacked = Snappy.decode(file, hex(packed));
      assertEquals(expected.replace(" ", ""), HexFormat.of().formatHex(unpacked));
    }
  }

  @Test
  void wrongSnappyIsRefused() throws IOException {
    try (BoundedFile file = BoundedFile.open(Files.writeString(folder.resolve("f"), "x"))) {
      for (String packed :
          new String[] {
            "",
            "05 04 6162",
            "02 04 61",
            "ffffffff0f 00 61",
            "06 00 61 01 02",
            "06 00 61 01 00",
            "01 04 6162",
            "80"
          }) {
        assertThrows(BadInputException.class, () -> Snappy.decode(file, hex(packed)), packed);
      }
      Random random = new Random(4);
      for (int n = 0; n < 20_000; n++) {
        byte[] packed = new byte[1 + random.nextInt(40)];
        random.nextBytes(packed);
        packed[0] &= 0x3f;
        try {
          assertEquals(packed[0], Snappy.decode(file, packed).length);
        } catch (BadInputException refused) {
          assertTrue(refused.getMessage().contains("Snappy"));
        }
      }
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  /** An entry that shares no bytes with the key before. */
  private static String key(String key, String value) {
    return "00"
        + String.format("%02x%02x", key.length(), value.length() / 2)
        + HexFormat.of().formatHex(key.getBytes(StandardCharsets.US_ASCII))
        + value;
  }

  /** Entries and one restart. */
  private static byte[] block(String entries) {
    byte[] content = hex(entries);
    return ByteBuffer.allocate(content.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(content)
        .putInt(0)
        .putInt(1)
        .array();
  }

  private static byte[] table(byte[] block, int compression) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(sealed(block, compression));
    byte[] index = block(key("x", String.format("00%02x", block.length)));
    String handle = String.format("0000%02x%02x", out.size(), index.length);
    out.write(sealed(index, 0));
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    out.write(footer.put(hex(handle)).putLong(40, 0xdb4775248b80fb57L).array());
    return out.toByteArray();
  }

  /** With its trailer; the CRC masked as LevelDB's crc32c.h says. */
  private static byte[] sealed(byte[] block, int compression) {
    CRC32C crc = new CRC32C();
    crc.update(block);
    crc.update(compression);
    long value = crc.getValue();
    long masked = ((value >>> 15 | value << 17) + 0xa282ead8L) & 0xffffffffL;
    return ByteBuffer.allocate(block.length + 5)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(block)
        .put((byte) compression)
        .putInt((int) masked)
        .array();
  }

  private Path write(byte[] table) throws IOException {
    return Files.write(folder.resolve("m.index"), table);
  }
}
