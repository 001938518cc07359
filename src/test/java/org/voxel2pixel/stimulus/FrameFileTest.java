// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxel2pixel.BadInputException;

class FrameFileTest {
  private static final Map<String, int[]> PIXELS = Fixture.table("pixels.tsv");

  static Stream<String> pictures() {
    return PIXELS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void everyKindOfPictureGivesItsStoredNumbers(String name) {
    int tolerance = name.endsWith(".jpg") ? 3 : 0; // JPEG decoders round differently
    RgbFrame frame = FrameFile.read(Fixture.path(name));
    assertEquals(name.endsWith(".jpg") ? 24 : 5, frame.widthPx());
    Fixture.assertPixels(name, PIXELS.get(name), frame, tolerance);
  }

  @Test
  void aCmykJpegIsRefused() {
    assertRefused(Fixture.path("cmyk.jpg"), "CMYK");
  }

  @Test
  void anExifRotationIsRefused() {
    assertRefused(Fixture.path("turned.jpg"), "EXIF orientation 6");
  }

  @Test
  void anotherFormatIsRefusedByItsName() {
    assertRefused(Fixture.path("picture.gif"), "format gif");
  }

  @Test
  void aTruncatedJpegIsRefusedWhereverItEnds(@TempDir Path folder) throws IOException {
    assertRefusedTruncated(folder, "rgb.jpg");
  }

  @Test
  void aTruncatedPngIsRefusedWhereverItEnds(@TempDir Path folder) throws IOException {
    assertRefusedTruncated(folder, "rgb8.png");
  }

  private static void assertRefusedTruncated(Path folder, String name) throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.path(name));
    Path file = folder.resolve("short-" + name);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(file, "expected");
    }
  }

  @Test
  void aPngWithOneWrongByteIsRefusedWhereverItIs(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.path("rgb8.png"));
    Path file = folder.resolve("wrong.png");
    for (int at = 0; at < whole.length; at++) {
      byte[] wrong = whole.clone();
      wrong[at] ^= 0x20;
      Files.write(file, wrong);
      assertRefused(file, "expected");
    }
  }

  @Test
  void aTextFileNamedJpgIsRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("picture.jpg"), "no picture at all\n");
    assertRefused(file, "no picture format");
  }

  @Test
  void aMissingFileAndAFolderAreRefused(@TempDir Path folder) {
    assertRefused(folder.resolve("absent.png"), "no such file");
    assertRefused(folder, "a folder");
  }

  @Test
  void aPngBombIsRefusedFromItsHeader(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bomb.png");
    byte[] png = Files.readAllBytes(Fixture.path("rgb8.png"));
    ByteBuffer header = ByteBuffer.wrap(png);
    header.putInt(16, 50_000).putInt(20, 50_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    header.putInt(29, (int) crc.getValue());
    Files.write(file, png);
    assertRefused(file, "50000 x 50000");
  }

  @Test
  void whatIsWrittenIsReadBackUnchangedWithRedFirst(@TempDir Path folder) throws IOException {
    byte[] rgb = new byte[RgbFrame.byteCount(7, 4)];
    new Random(7).nextBytes(rgb);
    RgbFrame frame = new RgbFrame(7, 4, rgb);
    Path file = folder.resolve("frame.png");
    FrameFile.writePng(frame, file);
    assertEquals(frame, FrameFile.read(file));
    byte[] red = new byte[] {(byte) 255, 0, 0};
    FrameFile.writePng(new RgbFrame(1, 1, red), file);
    int argb = javax.imageio.ImageIO.read(file.toFile()).getRGB(0, 0);
    assertEquals(0xFFFF0000, argb);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "no temporary file is left");
    }
  }

  private static void assertRefused(Path file, String because) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> FrameFile.read(file), () -> file + " was read");
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
  }
}
