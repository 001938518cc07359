// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.filter.AVI_Writer;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AVI files that ImageJ's own writer makes, whose numbers ImageJ itself says. */
class AviImageJTest {
  private static final int WIDTH = 31;
  private static final int HEIGHT = 17;

  @TempDir Path folder;

  private interface Shade {
    int of(int x, int y, int n);
  }

  private static ImageStack stack(boolean rgb, Shade shade) {
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int n = 0; n < 5; n++) {
      ImageProcessor slice =
          rgb ? new ColorProcessor(WIDTH, HEIGHT) : new ByteProcessor(WIDTH, HEIGHT);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) slice.set(x, y, shade.of(x, y, n));
      }
      stack.addSlice(slice);
    }
    return stack;
  }

  private void assertRead(ImageStack stack, int compression, String codec, int tolerance)
      throws IOException {
    ImagePlus image = new ImagePlus("film", stack);
    image.getCalibration().fps = 20;
    Path file = folder.resolve("film.avi");
    new AVI_Writer().writeImage(image, file.toString(), compression, 100);
    assertEquals(codec, FilmFile.readHeader(file).codec());
    try (Film film = FilmFile.open(file)) {
      assertEquals(5, film.frameCount());
      assertEquals(0.05, film.frameSec(1), 1e-9);
      assertEquals(0.25, film.durationSec(), 1e-9);
      for (int n = 0; n < 5; n++) {
        RgbFrame frame = film.frame(n);
        ImageProcessor expected = stack.getProcessor(n + 1);
        for (int p = 0; p < WIDTH * HEIGHT; p++) {
          for (int c = 0; c < 3; c++) {
            int value = expected.get(p);
            if (expected instanceof ColorProcessor) value = value >> 16 - 8 * c & 255;
            assertEquals(value, frame.value(p % WIDTH, p / WIDTH, c), tolerance, "frame " + n);
          }
        }
      }
      assertTrue(film.warnings().isEmpty(), film.warnings().toString());
    }
  }

  /** ImageJ rounds the stream's rate to whole frames; players, and we, go by it. */
  @Test
  void aRateThatImageJRoundedIsToldOf() throws IOException {
    ImagePlus image = new ImagePlus("film", stack(false, (x, y, n) -> x));
    image.getCalibration().fps = 12.5;
    Path file = folder.resolve("film.avi");
    new AVI_Writer().writeImage(image, file.toString(), AVI_Writer.NO_COMPRESSION, 100);
    try (Film film = FilmFile.open(file)) {
      assertEquals(1.0 / 13, film.frameSec(1), 1e-9);
      String told = "80000 us a frame in the main header, 13 / 1 frames/s in the stream's";
      assertTrue(film.warnings().get(0).contains(told), film.warnings().toString());
    }
  }

  @Test
  void uncompressedGreyFilmsAreRead() throws IOException {
    ImageStack grey = stack(false, (x, y, n) -> (31 * x + 57 * y + 91 * n) % 256);
    assertRead(grey, AVI_Writer.NO_COMPRESSION, "uncompressed", 0);
  }

  @Test
  void uncompressedColourFilmsAreRead() throws IOException {
    ImageStack rgb = stack(true, (x, y, n) -> (x * 65_537 + y * 3_001 + n * 77_777) & 0xFFFFFF);
    assertRead(rgb, AVI_Writer.NO_COMPRESSION, "uncompressed", 0);
  }

  @Test
  void pngFilmsAreRead() throws IOException {
    ImageStack rgb = stack(true, (x, y, n) -> (x * 65_537 + y * 3_001 + n * 77_777) & 0xFFFFFF);
    assertRead(rgb, AVI_Writer.PNG_COMPRESSION, "PNG", 0);
  }

  @Test
  void jpegFilmsAreRead() throws IOException {
    // Slow ramps, so that JPEG loses next to nothing.
    ImageStack grey = stack(false, (x, y, n) -> 40 + 2 * x + 3 * y + 5 * n);
    assertRead(grey, AVI_Writer.JPEG_COMPRESSION, "MJPEG", 3);
    // Chroma is halved, so colours lose more.
    ImageStack rgb =
        stack(true, (x, y, n) -> 40 + 2 * x << 16 | 60 + 3 * y << 8 | 90 + x + y + 5 * n);
    assertRead(rgb, AVI_Writer.JPEG_COMPRESSION, "MJPEG", 12);
  }
}
