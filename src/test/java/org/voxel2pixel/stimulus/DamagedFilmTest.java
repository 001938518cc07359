// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class DamagedFilmTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bare.avi", "opendml.avi", "sound.avi", "main.mp4", "ntsc.mov"})
  void aFilmCutShortIsRefusedWhereverItEnds(String name) throws IOException {
    byte[] whole = FilmFixture.bytes(name);
    Path file = folder.resolve("short-" + name);
    for (int length = 0; length < whole.length - 8; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      BadInputException refusal =
          assertThrows(BadInputException.class, () -> FilmFile.open(file).close(), "at " + length);
      assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }
  }

  @Test
  void aFilmCutShortSaysHowMuchIsThereAndHowMuchIsNeeded() throws IOException {
    byte[] avi = FilmFixture.bytes("bare.avi");
    Path file = Files.write(folder.resolve("a.avi"), Arrays.copyOf(avi, 5000));
    String chunk = "a chunk RIFF of " + (avi.length - 8) + " bytes at byte 0";
    assertRefused(file, chunk + " that goes beyond byte 5000, cut short");
    byte[] mp4 = FilmFixture.bytes("main.mp4");
    // Its pictures come before its tables, as in a recording that stopped.
    int tables = indexOf(mp4, "moov", 0) - 4;
    assertRefused(Files.write(folder.resolve("b.mp4"), Arrays.copyOf(mp4, tables)), "no moov box");
    byte[] moved = mp4.clone();
    int offset = indexOf(moved, "stco", 0) + 12; // of the first chunk
    moved[offset + 2] += 0x10; // 4096 bytes further on
    String end = "of a file of " + mp4.length + " bytes, cut short";
    assertRefused(Files.write(folder.resolve("c.mp4"), moved), end);
  }

  @Test
  void aDamagedFrameIsRefusedWithItsNumber() throws IOException {
    byte[] avi = FilmFixture.bytes("bare.avi");
    int frame = 0;
    for (int n = 0; n <= 4; n++) frame = indexOf(avi, "00dc", frame + 1);
    avi[frame + 8] = 0; // no longer begins as a JPEG
    Path file = Files.write(folder.resolve("a.avi"), avi);
    try (Film film = FilmFile.open(file)) {
      assertEquals(
          FilmFixture.largestDifference(FilmFixture.frame("bare.avi", 24, 3), film.frame(3)), 0, 3);
      BadInputException refusal = assertThrows(BadInputException.class, () -> film.frame(4));
      assertTrue(refusal.getMessage().contains("a.avi, frame 4:"), refusal.getMessage());
      assertEquals(32, film.frame(5).widthPx());
    }
  }

  @Test
  void aJpegFrameCutShortIsRefused() throws IOException {
    byte[] avi = FilmFixture.bytes("bare.avi");
    int frame = indexOf(avi, "00dc", 0);
    int size = avi[frame + 4] & 0xFF | (avi[frame + 5] & 0xFF) << 8;
    Arrays.fill(avi, frame + 8 + size / 2, frame + 8 + size, (byte) 0);
    try (Film film = FilmFile.open(Files.write(folder.resolve("a.avi"), avi))) {
      BadInputException refusal = assertThrows(BadInputException.class, () -> film.frame(0));
      assertTrue(refusal.getMessage().contains("frame 0: expected"), refusal.getMessage());
    }
  }

  @Test
  void aFrameOfAnotherSizeIsRefused() throws IOException {
    byte[] avi = FilmFixture.bytes("bare.avi");
    int header = indexOf(avi, "strf", 0) + 8;
    avi[header + 4] = 40; // width, was 32
    try (Film film = FilmFile.open(Files.write(folder.resolve("a.avi"), avi))) {
      BadInputException refusal = assertThrows(BadInputException.class, () -> film.frame(0));
      String found = "frame 0: RgbFrame 32 x 24 in a film of 40 x 24";
      assertTrue(refusal.getMessage().contains(found), refusal.getMessage());
    }
  }

  @Test
  void anIndexOfAnotherLengthIsRefused() throws IOException {
    byte[] old = FilmFixture.bytes("bare.avi");
    int index = indexOf(old, "idx1", 0) + 8;
    old[index + 3] = 'x'; // the first entry is no frame any more
    String found = "10 frames where its index promises 9";
    assertRefused(Files.write(folder.resolve("old.avi"), old), found);
    byte[] openDml = FilmFixture.bytes("opendml.avi");
    openDml[indexOf(openDml, "ix00", 0) + 12]--; // entries in use
    assertRefused(Files.write(folder.resolve("new.avi"), openDml), found);
  }

  @Test
  void picturesThatAreMissingAreNoticed() throws IOException {
    byte[] mp4 = FilmFixture.bytes("baseline.mp4");
    // The third picture is a copy of the fourth: frame_num jumps.
    int sizes = indexOf(mp4, "stsz", 0) + 16;
    int data = intAt(mp4, indexOf(mp4, "stco", 0) + 12);
    int third = data + intAt(mp4, sizes) + intAt(mp4, sizes + 4);
    int thirdSize = intAt(mp4, sizes + 8);
    int fourthSize = intAt(mp4, sizes + 12);
    byte[] head = Arrays.copyOfRange(mp4, third + thirdSize, third + thirdSize + 16);
    assertTrue(thirdSize > 16 && fourthSize > 16);
    System.arraycopy(head, 4, mp4, third + 4, 12); // all but its length
    assertRefused(Files.write(folder.resolve("a.mp4"), mp4), "pictures missing before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare.avi", "palette.avi", "opendml.avi", "main.mp4", "slices.mp4"})
  void aWrongByteIsRefusedOrDoesNoHarmWhereverItIs(String name) throws IOException {
    byte[] whole = FilmFixture.bytes(name);
    Path file = folder.resolve(name);
    int step = Math.max(1, whole.length / 120);
    for (int at = 0; at < whole.length; at += step) {
      byte[] wrong = whole.clone();
      wrong[at] ^= (byte) (1 << at % 8);
      Files.write(file, wrong);
      try (Film film = FilmFile.open(file)) {
        assertTrue(film.frameCount() > 0);
        film.frame(film.frameCount() - 1);
      } catch (BadInputException e) {
        assertTrue(e.getMessage().contains(name), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stts", "ctts", "stsc", "stsz", "stco", "elst", "mdhd", "mvhd", "avcC"})
  void wrongNumbersInATableAreRefusedOrDoNoHarm(String table) throws IOException {
    byte[] whole = FilmFixture.bytes("main.mp4");
    int begin = indexOf(whole, table, 0) + 4;
    int end = begin - 8 + intAt(whole, begin - 8);
    Path file = folder.resolve("a.mp4");
    for (int at = begin; at < Math.min(end, begin + 48); at++) {
      for (int value : new int[] {0, 0x7F, 0xFF}) {
        byte[] wrong = whole.clone();
        wrong[at] = (byte) value;
        Files.write(file, wrong);
        try (Film film = FilmFile.open(file)) {
          assertTrue(film.frameCount() > 0 && film.durationSec() >= film.frameSec(0));
        } catch (BadInputException e) {
          assertTrue(e.getMessage().contains("a.mp4"), e.getMessage());
        }
      }
    }
  }

  @Test
  void aTableIsNotBelievedBeyondItsBytes() throws IOException {
    byte[] mp4 = FilmFixture.bytes("main.mp4");
    int count = indexOf(mp4, "stsz", 0) + 12;
    mp4[count + 1] = (byte) 0xF0; // 15.7 million frames
    Path many = Files.write(folder.resolve("a.mp4"), mp4);
    assertRefused(many, "a box stsz");
    mp4[count - 1] = 1; // all of 1 byte, so there is no table
    assertRefused(Files.write(folder.resolve("b.mp4"), mp4), "frames of 1 bytes, cut short");
  }

  private static void assertRefused(Path file, String because) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> FilmFile.open(file).close());
    assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
  }

  private static int indexOf(byte[] bytes, String name, int from) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(name, from);
    assertTrue(at >= 0, name);
    return at;
  }

  private static int intAt(byte[] bytes, int at) {
    return java.nio.ByteBuffer.wrap(bytes).getInt(at);
  }
}
