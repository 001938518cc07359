// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.nio.file.Path;

/**
 * From luma and chroma to red, green and blue (ITU-T H.273, 8.3). With {@code Kr} and {@code Kb} of
 * the matrix and {@code Kg = 1 - Kr - Kb}:
 *
 * <pre>
 *   y = 255 (Y - 16) / 219,  b = 255 (Cb - 128) / 224,  r = 255 (Cr - 128) / 224   limited range
 *   y = Y,                   b = Cb - 128,              r = Cr - 128               full range
 *   R = y + 2 (1 - Kr) r
 *   G = y - 2 (1 - Kb) Kb / Kg b - 2 (1 - Kr) Kr / Kg r
 *   B = y + 2 (1 - Kb) b
 * </pre>
 *
 * rounded half up and cut to 0..255. Each chroma number of a 4:2:0 picture counts for its 2 x 2
 * pixels, as in FFmpeg's and OpenCV's own conversion. Where the film does not say its matrix,
 * BT.601 is taken below 720 lines and BT.709 from there, as players do.
 */
final class YuvColours {
  private static final int BITS = 16; // of fraction
  private static final int LINES_OF_HIGH_DEFINITION = 720;

  private final int[] luma = new int[256];
  private final int[] redOfCr = new int[256];
  private final int[] greenOfCr = new int[256];
  private final int[] greenOfCb = new int[256];
  private final int[] blueOfCb = new int[256];

  private YuvColours(double kr, double kb, boolean fullRange) {
    double lumaGain = fullRange ? 1 : 255.0 / 219;
    double chromaGain = fullRange ? 1 : 255.0 / 224;
    int black = fullRange ? 0 : 16;
    double kg = 1 - kr - kb;
    for (int n = 0; n < 256; n++) {
      double chroma = chromaGain * (n - 128);
      luma[n] = fixed(lumaGain * (n - black) + 0.5);
      redOfCr[n] = fixed(2 * (1 - kr) * chroma);
      greenOfCr[n] = fixed(-2 * (1 - kr) * kr / kg * chroma);
      greenOfCb[n] = fixed(-2 * (1 - kb) * kb / kg * chroma);
      blueOfCb[n] = fixed(2 * (1 - kb) * chroma);
    }
  }

  private static int fixed(double value) {
    return (int) Math.rint(value * (1 << BITS));
  }

  /**
   * @param matrix matrix_coefficients of ITU-T H.273, table 4
   * @param lines the picture's height
   */
  static YuvColours of(Path file, int matrix, boolean fullRange, int lines) {
    return switch (matrix) {
      case 1 -> new YuvColours(0.2126, 0.0722, fullRange); // BT.709
      case H264Sequence.UNSPECIFIED_MATRIX ->
          of(file, lines < LINES_OF_HIGH_DEFINITION ? 6 : 1, fullRange, lines);
      case 4 -> new YuvColours(0.30, 0.11, fullRange); // FCC 1953
      case 5, 6 -> new YuvColours(0.299, 0.114, fullRange); // BT.601
      case 7 -> new YuvColours(0.212, 0.087, fullRange); // SMPTE 240M
      case 9 -> new YuvColours(0.2627, 0.0593, fullRange); // BT.2020
      default -> throw FilmRefusal.unsupported(file, "colours of matrix " + matrix);
    };
  }

  /**
   * The part of a coded 4:2:0 picture that is shown.
   *
   * @param planes luma, Cb, Cr as the decoder gives them: each number less 128
   */
  RgbFrame toRgb(byte[][] planes, H264Sequence sequence) {
    int width = sequence.widthPx();
    int height = sequence.heightPx();
    int stride = sequence.codedWidthPx();
    byte[] rgb = new byte[RgbFrame.byteCount(width, height)];
    int to = 0;
    for (int y = sequence.topPx(); y < sequence.topPx() + height; y++) {
      int row = y * stride;
      int chromaRow = (y >> 1) * (stride >> 1);
      for (int x = sequence.leftPx(); x < sequence.leftPx() + width; x++) {
        int light = luma[planes[0][row + x] + 128];
        int cb = planes[1][chromaRow + (x >> 1)] + 128;
        int cr = planes[2][chromaRow + (x >> 1)] + 128;
        rgb[to++] = cut(light + redOfCr[cr]);
        rgb[to++] = cut(light + greenOfCr[cr] + greenOfCb[cb]);
        rgb[to++] = cut(light + blueOfCb[cb]);
      }
    }
    return new RgbFrame(width, height, rgb);
  }

  private static byte cut(int value) {
    return (byte) Math.max(0, Math.min(255, value >> BITS));
  }
}
