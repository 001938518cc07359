// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voxel2pixel.BadInputException;

/** What changes if single numbers of an MP4's headers do. */
class Mp4HeaderTest {
  private static final int ONE = 1 << 16;

  @TempDir Path folder;

  private final ByteBuffer mp4 = ByteBuffer.wrap(FilmFixture.bytes("trimmed.mp4"));

  /** Where a box's content begins. */
  private int box(String name) {
    String text = new String(mp4.array(), StandardCharsets.ISO_8859_1);
    return text.indexOf(name) + 4;
  }

  private Path file() throws IOException {
    return Files.write(folder.resolve("film.mp4"), mp4.array());
  }

  @Test
  void anEditThatBeginsWithinAFrameBeginsWithThatFrame() throws IOException {
    int mediaTime = box("elst") + 12;
    int ticksPerSec = mp4.getInt(box("mdhd") + 12);
    mp4.putInt(mediaTime, mp4.getInt(mediaTime) - ticksPerSec / 20); // 0.05 s of 0.1 s
    try (Film film = FilmFile.open(file());
        Film whole = FilmFile.open(FilmFixture.read("trimmed.mp4"))) {
      assertEquals(13, film.frameCount());
      assertEquals(0, film.frameSec(0));
      for (int n = 1; n < 13; n++) {
        assertEquals(0.05 + (n - 1) * 0.1, film.frameSec(n), 1e-9);
        assertEquals(whole.frame(n - 1), film.frame(n), "frame " + n);
      }
      assertEquals(1.2, film.durationSec(), 1e-9); // the edit's own
    }
  }

  @Test
  void anEditThatEndsEarlyEndsTheFilm() throws IOException {
    int filmTicksPerSec = mp4.getInt(box("mvhd") + 12);
    mp4.putInt(box("elst") + 8, filmTicksPerSec / 2);
    try (Film film = FilmFile.open(file())) {
      assertEquals(5, film.frameCount());
      assertEquals(0.5, film.durationSec(), 1e-9);
    }
  }

  @Test
  void withoutAnEditTheFilmBeginsWithItsFirstPicture() throws IOException {
    mp4.putInt(box("edts") - 4, FourCc.big("free"));
    try (Film film = FilmFile.open(file())) {
      assertEquals(16, film.frameCount());
      for (int n = 0; n < 16; n++) assertEquals(n * 0.1, film.frameSec(n), 1e-9);
      RgbFrame first = FilmFixture.frame("trimmed.mp4", 24, 0);
      assertEquals(0, FilmFixture.largestDifference(first, film.frame(4)), 1);
    }
  }

  @Test
  void anEditAtAnotherSpeedIsRefused() throws IOException {
    mp4.putInt(box("elst") + 16, ONE / 2);
    assertRefused("an edit list of 1 parts");
  }

  @Test
  void aMirroredFilmIsRefusedAndAMatrixOfZeroesIsNone() throws IOException {
    int matrix = box("tkhd") + 40;
    mp4.putInt(matrix, -ONE);
    assertRefused("mirrored or turned by no right angle");
    mp4.putInt(matrix, 0).putInt(matrix + 16, 0);
    try (Film film = FilmFile.open(file())) {
      assertEquals(32, film.widthPx());
    }
  }

  @Test
  void aFilmThatIsTurnedAsAWholeIsRefused() throws IOException {
    int matrix = box("mvhd") + 36;
    mp4.putInt(matrix, 0).putInt(matrix + 4, ONE).putInt(matrix + 12, -ONE).putInt(matrix + 16, 0);
    assertRefused("turned as a whole");
  }

  private void assertRefused(String because) throws IOException {
    Path file = file();
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> FilmFile.open(file).close());
    assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
  }

  @Test
  void coloursOfTheContainerAreReadFromEitherKindOfBox() throws IOException {
    assertEquals(new Mp4Colours(1, true), colours("nclx", 1, 0x80));
    assertEquals(new Mp4Colours(9, false), colours("nclx", 9, 0));
    assertEquals(new Mp4Colours(6, false), colours("nclc", 6, 0x80)); // QuickTime has no range
    assertEquals(new Mp4Colours(2, false), colours("prof", 1, 0x80)); // an ICC profile
  }

  private Mp4Colours colours(String kind, int matrix, int range) throws IOException {
    ByteBuffer box = ByteBuffer.allocate(11);
    box.putInt(FourCc.big(kind)).putShort((short) 1).putShort((short) 1);
    box.putShort((short) matrix).put((byte) range);
    Path file = Files.write(folder.resolve("colr"), box.array());
    try (FileBytes bytes = FileBytes.ofFilm(file)) {
      return Mp4Colours.of(bytes, new Mp4Box(FourCc.big("colr"), 0, 11));
    }
  }
}
