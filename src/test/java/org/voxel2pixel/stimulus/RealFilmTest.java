// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;

/**
 * Real films of ../shared/data/natural-video. What FFmpeg decodes is kept as the mean of each block
 * of 48 x 48 or 12 x 12 pixels (src/test/python/stimulus_real_films.py).
 */
class RealFilmTest {
  private static final Path FOLDER = Path.of("../shared/data/natural-video");

  private static Path film(String name) {
    Path file = FOLDER.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), file + " is not there: real films are not tested");
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "one-by-one-person-detection.mp4, H.264, 768, 432, 1394, 139.4, 10",
    "bottle-detection.mp4, H.264, 640, 360, 1189, 39.854749, 29.8333",
    "one-by-one-person_96x96_10fps.avi, MJPEG, 96, 96, 1394, 139.4, 10",
    "bottle_96x96_10fps.avi, MJPEG, 96, 96, 399, 39.9, 10",
    "apollo15_96x96_10fps.avi, MJPEG, 96, 96, 474, 47.4, 10"
  })
  void headersSayWhatFfprobeSays(
      String name, String codec, int width, int height, int count, double sec, double rate) {
    FilmHeader header = FilmFile.readHeader(film(name));
    assertEquals(codec, header.codec());
    assertEquals(width, header.widthPx());
    assertEquals(height, header.heightPx());
    assertEquals(count, header.frameCount());
    assertEquals(sec, header.durationSec(), 1e-6);
    assertEquals(rate, header.framesPerSec(), 1e-4);
  }

  /** Each line: film, frame, block edge in pixels, then the means [y][x][rgb]. */
  @Test
  void framesHaveTheMeansThatFfmpegGives() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(FOLDER), FOLDER + " is not there");
    List<String> lines = Files.readAllLines(Fixture.path("real-films.tsv"));
    assertEquals(15, lines.size());
    for (String line : lines) {
      String[] cells = line.split("\t");
      int frame = Integer.parseInt(cells[1]);
      int block = Integer.parseInt(cells[2]);
      try (Film film = FilmFile.open(film(cells[0]))) {
        RgbFrame picture = film.frame(frame);
        RgbFrame means =
            FrameResize.SQUASH.apply(
                picture, picture.widthPx() / block, picture.heightPx() / block);
        double sum = 0;
        for (int n = 0; n < means.rgb().length; n++) {
          double difference = Byte.toUnsignedInt(means.rgb()[n]) - Double.parseDouble(cells[n + 3]);
          sum += Math.abs(difference);
          assertTrue(Math.abs(difference) < 1, cells[0] + ", frame " + frame + ": " + difference);
        }
        assertTrue(sum / means.rgb().length < 0.3, cells[0] + ", frame " + frame);
      }
    }
  }

  @Test
  void aVp9FilmIsRefusedWithTheCommandThatConvertsIt() {
    Path file = film("apollo15_feather_hammer_360p.vp9.mp4");
    BadInputException refusal = assertThrows(BadInputException.class, () -> FilmFile.open(file));
    assertTrue(refusal.getMessage().contains("VP9 (vp09)"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("ffmpeg -i"), refusal.getMessage());
  }

  @Test
  void everySeventhFrameFallsOnAVolumeOf700Ms() {
    try (Film film = FilmFile.open(film("one-by-one-person-detection.mp4"))) {
      int[] frames = FrameTiming.atVolumes(film, 0, 0.7, 200);
      for (int t = 0; t < 199; t++) assertEquals(7 * t, frames[t], "volume " + t);
      FrameTiming.requireAsLongAsRun(film, 0.7, 199);
    }
  }
}
