// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voxel2pixel.BadInputException;

class FilmFileTest {
  private static final Map<String, double[]> TIMES = FilmFixture.times();
  private static final Map<String, String> REFUSALS = FilmFixture.refusals();

  static Stream<String> films() {
    return TIMES.keySet().stream();
  }

  static Stream<String> refusals() {
    return REFUSALS.keySet().stream();
  }

  /**
   * Uncompressed and PNG: exactly. H.264 is exact but for the rounding of colours: 1. JPEG decoders
   * may differ in how they round their transform: 3.
   */
  private static int tolerance(String name) {
    if (name.startsWith("mjpeg")
        || List.of("bare.avi", "dropped.avi", "opendml.avi").contains(name)) {
      return 3;
    }
    return name.endsWith(".avi") ? 0 : 1;
  }

  @ParameterizedTest
  @MethodSource("films")
  void everyFrameHasThePixelsThatFfmpegDecodes(String name) {
    RgbFrame all = FilmFixture.frames(name);
    try (Film film = FilmFile.open(FilmFixture.read(name))) {
      assertEquals(all.widthPx(), film.widthPx());
      assertEquals(all.heightPx(), film.heightPx() * film.frameCount());
      double mean = 0;
      for (int n = 0; n < film.frameCount(); n++) {
        RgbFrame expected = all.crop(0, n * film.heightPx(), film.widthPx(), film.heightPx());
        int difference = FilmFixture.largestDifference(expected, film.frame(n));
        assertTrue(difference <= tolerance(name), name + ", frame " + n + ": " + difference);
        mean += FilmFixture.meanDifference(expected, film.frame(n)) / film.frameCount();
      }
      assertTrue(mean <= tolerance(name) / 4.0, name + ": mean difference " + mean);
    }
  }

  @ParameterizedTest
  @MethodSource("films")
  void everyFrameComesOnWhenFfprobeSaysItDoes(String name) {
    double[] expected = TIMES.get(name);
    try (Film film = FilmFile.open(FilmFixture.read(name))) {
      assertEquals(expected.length - 1, film.frameCount());
      for (int n = 0; n < film.frameCount(); n++) {
        assertEquals(expected[n], film.frameSec(n), 1e-6, name + ", frame " + n);
      }
      assertEquals(expected[film.frameCount()], film.durationSec(), 1e-6, name);
    }
  }

  @ParameterizedTest
  @MethodSource("films")
  void framesAreTheSameInAnyOrder(String name) {
    try (Film forward = FilmFile.open(FilmFixture.read(name));
        Film anyhow = FilmFile.open(FilmFixture.read(name))) {
      int count = forward.frameCount();
      RgbFrame[] frames = new RgbFrame[count];
      for (int n = 0; n < count; n++) frames[n] = forward.frame(n);
      for (int n = count - 1; n >= 0; n--) assertEquals(frames[n], anyhow.frame(n), "back " + n);
      for (int n = 0; n < count; n += 3) assertEquals(frames[n], anyhow.frame(n), "every third");
      int[] order = {5, 5, 1, 7, 6, 8, 0, 9, 2};
      for (int n : order) assertEquals(frames[n], anyhow.frame(n), "frame " + n);
    }
  }

  @ParameterizedTest
  @MethodSource("films")
  void theHeaderSaysWhatTheFilmHas(String name) {
    FilmHeader header = FilmFile.readHeader(FilmFixture.read(name));
    double[] times = TIMES.get(name);
    assertEquals(times.length - 1, header.frameCount());
    assertEquals(times[times.length - 1], header.durationSec(), 1e-6);
    assertEquals(header.frameCount() / header.durationSec(), header.framesPerSec(), 1e-9);
    try (Film film = FilmFile.open(FilmFixture.read(name))) {
      assertEquals(film.widthPx(), header.widthPx());
      assertEquals(film.heightPx(), header.heightPx());
    }
  }

  @Test
  void theHeaderNamesTheCodec() {
    assertEquals("MJPEG", FilmFile.readHeader(FilmFixture.read("bare.avi")).codec());
    assertEquals("PNG", FilmFile.readHeader(FilmFixture.read("png.avi")).codec());
    assertEquals("uncompressed", FilmFile.readHeader(FilmFixture.read("raw24.avi")).codec());
    assertEquals("H.264", FilmFile.readHeader(FilmFixture.read("ntsc.mov")).codec());
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatCannotBeReadIsRefusedByItsName(String name) {
    Path file = FilmFixture.refused(name);
    BadInputException refusal =
        assertThrows(
            BadInputException.class,
            () -> {
              try (Film film = FilmFile.open(file)) {
                for (int n = 0; n < film.frameCount(); n++) film.frame(n);
              }
            });
    assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(REFUSALS.get(name)), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
  }

  @Test
  void aCodecThatIsNotReadIsRefusedWithTheCommandThatConvertsIt() {
    BadInputException refusal =
        assertThrows(
            BadInputException.class, () -> FilmFile.readHeader(FilmFixture.refused("hevc.mp4")));
    String command =
        "ffmpeg -i \"hevc.mp4\" -an -c:v mjpeg -q:v 2 -pix_fmt yuvj444p \"hevc-mjpeg.avi\"";
    assertTrue(refusal.getMessage().contains(command), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "run-01.MP4, true",
    "film.avi, true",
    "a.b.mkv, true",
    "film.webm, true",
    "film.png, false",
    "avi, false",
    "film.mp4.txt, false"
  })
  void filmsAreKnownByTheirEndings(String name, boolean film) {
    assertEquals(film, FilmFile.isFilm(name));
  }

  @Test
  void missingFilesFoldersAndOtherFilesAreRefused(@TempDir Path folder) throws IOException {
    assertRefused(folder.resolve("absent.avi"), "no such file");
    assertRefused(folder, "a folder");
    assertRefused(Files.writeString(folder.resolve("empty.mp4"), ""), "0 bytes");
    Path text = Files.writeString(folder.resolve("page.mp4"), "<html>not found, sorry</html>");
    assertRefused(text, "begins with <htm");
  }

  private static void assertRefused(Path file, String because) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> FilmFile.open(file).close());
    assertTrue(refusal.getMessage().contains(because), refusal.getMessage());
  }

  @Test
  void aFrameThatDoesNotExistIsAProgrammingError() {
    for (String name : List.of("bare.avi", "baseline.mp4")) {
      try (Film film = FilmFile.open(FilmFixture.read(name))) {
        assertThrows(IndexOutOfBoundsException.class, () -> film.frame(10));
        assertThrows(IndexOutOfBoundsException.class, () -> film.frame(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> film.frameSec(10));
      }
    }
  }

  @Test
  void aPlainFilmGivesNoWarningAndClosesTwice() {
    for (String name : List.of("mjpeg444.avi", "high.mp4")) {
      Film film = FilmFile.open(FilmFixture.read(name));
      assertEquals(List.of(), film.warnings());
      assertSame(FilmFixture.read(name).getFileSystem(), film.file().getFileSystem());
      film.close();
      film.close();
    }
  }

  @Test
  void whatIsOddIsToldWithTheFilesName() {
    assertWarns("dropped.avi", "4 of 10 frames were dropped");
    assertWarns("variable.mp4", "100.0 to 300.0 ms (variable frame rate)");
    assertWarns("turned90.mp4", "turned by 90 degrees clockwise");
    assertWarns("turned270.mp4", "turned by 270 degrees clockwise");
    assertWarns("trimmed.mp4", "hides 4 frames");
  }

  private static void assertWarns(String name, String words) {
    try (Film film = FilmFile.open(FilmFixture.read(name))) {
      assertEquals(1, film.warnings().size(), film.warnings().toString());
      assertTrue(film.warnings().get(0).contains(name + ": "), film.warnings().toString());
      assertTrue(film.warnings().get(0).contains(words), film.warnings().toString());
    }
  }

  @Test
  void aFilmOfFramesStandsStillInNoFixture() {
    // So that a frame in the wrong place would be seen.
    for (String name : TIMES.keySet()) {
      if (name.equals("dropped.avi")) continue;
      try (Film film = FilmFile.open(FilmFixture.read(name))) {
        for (int n = 1; n < film.frameCount(); n++) {
          double moved = FilmFixture.meanDifference(film.frame(n - 1), film.frame(n));
          assertFalse(moved < 2, name + ", frame " + n + " moved by " + moved);
        }
      }
    }
  }
}
