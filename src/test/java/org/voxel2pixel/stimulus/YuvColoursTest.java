// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voxel2pixel.BadInputException;

class YuvColoursTest {
  private static final Path FILE = Path.of("film.mp4");

  /** The equations of H.273 in this test's own words, for whole numbers of a pixel. */
  private static int[] byEquation(int y, int cb, int cr, double kr, double kb, boolean full) {
    double light = full ? y : (y - 16) * 255.0 / 219;
    double blue = full ? cb - 128 : (cb - 128) * 255.0 / 224;
    double red = full ? cr - 128 : (cr - 128) * 255.0 / 224;
    double r = light + 2 * (1 - kr) * red;
    double b = light + 2 * (1 - kb) * blue;
    double g = (light - kr * r - kb * b) / (1 - kr - kb);
    int[] rgb = {round(r), round(g), round(b)};
    return rgb;
  }

  private static int round(double value) {
    return (int) Math.max(0, Math.min(255, Math.floor(value + 0.5)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, false, 0.2126, 0.0722",
    "1, true, 0.2126, 0.0722",
    "4, false, 0.30, 0.11",
    "5, false, 0.299, 0.114",
    "6, true, 0.299, 0.114",
    "7, false, 0.212, 0.087",
    "9, false, 0.2627, 0.0593"
  })
  void everyMatrixFollowsItsEquation(int matrix, boolean full, double kr, double kb) {
    YuvColours colours = YuvColours.of(FILE, matrix, full, 100);
    int ties = 0;
    for (int y = 0; y < 256; y += 15) {
      for (int cb = 0; cb < 256; cb += 17) {
        for (int cr = 0; cr < 256; cr += 17) {
          int[] expected = byEquation(y, cb, cr, kr, kb, full);
          RgbFrame pixel = pixel(colours, y, cb, cr);
          for (int c = 0; c < 3; c++) {
            int difference = Math.abs(expected[c] - pixel.value(0, 0, c));
            assertTrue(difference <= 1, y + " " + cb + " " + cr);
            ties += difference;
          }
        }
      }
    }
    assertTrue(ties < 20, ties + " roundings differ");
  }

  /** ITU-R BT.601's colour bars, 75 %, rounded to whole numbers. */
  @ParameterizedTest
  @CsvSource({
    "180, 128, 128, 191, 191, 191",
    "162, 44, 142, 191, 191, 0",
    "131, 156, 44, 0, 191, 191",
    "112, 72, 58, 0, 191, 0",
    "84, 184, 198, 191, 0, 191",
    "65, 100, 212, 191, 0, 0",
    "35, 212, 114, 0, 0, 191",
    "16, 128, 128, 0, 0, 0",
    "235, 128, 128, 255, 255, 255"
  })
  void colourBarsHaveTheirColours(int y, int cb, int cr, int r, int g, int b) {
    RgbFrame pixel = pixel(YuvColours.of(FILE, 6, false, 100), y, cb, cr);
    assertEquals(r, pixel.value(0, 0, 0), 2);
    assertEquals(g, pixel.value(0, 0, 1), 2);
    assertEquals(b, pixel.value(0, 0, 2), 2);
  }

  @Test
  void unstatedColoursDependOnTheNumberOfLines() {
    int green601 = pixel(YuvColours.of(FILE, 6, false, 1), 112, 72, 58).value(0, 0, 1);
    int green709 = pixel(YuvColours.of(FILE, 1, false, 1), 112, 72, 58).value(0, 0, 1);
    assertTrue(Math.abs(green601 - green709) > 10);
    assertEquals(green601, pixel(YuvColours.of(FILE, 2, false, 719), 112, 72, 58).value(0, 0, 1));
    assertEquals(green709, pixel(YuvColours.of(FILE, 2, false, 720), 112, 72, 58).value(0, 0, 1));
  }

  @Test
  void coloursThatAreNotLumaAndChromaAreRefused() {
    for (int matrix : new int[] {0, 8, 14}) {
      BadInputException refusal =
          assertThrows(BadInputException.class, () -> YuvColours.of(FILE, matrix, false, 100));
      assertTrue(refusal.getMessage().contains("matrix " + matrix), refusal.getMessage());
    }
  }

  /** One pixel of a coded picture of 16 x 16, at (5, 3), which has the chroma of (4..5, 2..3). */
  private static RgbFrame pixel(YuvColours colours, int y, int cb, int cr) {
    byte[][] planes = {new byte[256], new byte[64], new byte[64]};
    planes[0][3 * 16 + 5] = (byte) (y - 128);
    planes[1][1 * 8 + 2] = (byte) (cb - 128);
    planes[2][1 * 8 + 2] = (byte) (cr - 128);
    H264Sequence sequence =
        new H264Sequence(0, "", 16, 16, 5, 3, 1, 1, 4, 0, 4, false, true, 1, false, false, 2, 0);
    return colours.toRgb(planes, sequence);
  }
}
