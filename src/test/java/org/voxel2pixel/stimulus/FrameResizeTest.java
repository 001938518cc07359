// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameResizeTest {
  private static final Map<String, int[]> CASES = Fixture.table("resize.tsv");
  private static final RgbFrame SOURCE = frame(CASES.get("source"));

  @ParameterizedTest
  @ValueSource(strings = {"shrink-3x2", "shrink-4x5", "enlarge-13x11", "mixed-3x9"})
  void squashingAgreesWithAreaMeansAndBilinearInterpolation(String name) {
    assertAgrees(FrameResize.SQUASH, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crop-3x3", "crop-2x5"})
  void croppingTakesTheLargestCentredCut(String name) {
    assertAgrees(FrameResize.CENTRE_CROP, name);
  }

  private static void assertAgrees(FrameResize resize, String name) {
    RgbFrame expected = frame(CASES.get(name));
    RgbFrame actual = resize.apply(SOURCE, expected.widthPx(), expected.heightPx());
    assertEquals(expected.widthPx(), actual.widthPx());
    int[] values = Arrays.copyOfRange(CASES.get(name), 2, CASES.get(name).length);
    // Sums in another order may round a half the other way.
    Fixture.assertPixels(name, values, actual, name.startsWith("crop-2") ? 0 : 1);
    assertEquals(0, meanDifference(expected, actual), 0.05, "mean difference");
  }

  private static double meanDifference(RgbFrame a, RgbFrame b) {
    double sum = 0;
    for (int n = 0; n < a.rgb().length; n++) {
      sum += Byte.toUnsignedInt(a.rgb()[n]) - Byte.toUnsignedInt(b.rgb()[n]);
    }
    return sum / a.rgb().length;
  }

  @Test
  void theSameSizeIsTheSameFrame() {
    assertSame(SOURCE, FrameResize.SQUASH.apply(SOURCE, 8, 5));
    assertEquals(SOURCE, FrameResize.CENTRE_CROP.apply(SOURCE, 8, 5));
  }

  @Test
  void onePixelEnlargedFillsTheFrame() {
    RgbFrame one = new RgbFrame(1, 1, new byte[] {(byte) 200, 3, 77});
    RgbFrame nine = FrameResize.SQUASH.apply(one, 3, 3);
    for (int p = 0; p < 9; p++) assertEquals(200, nine.value(p % 3, p / 3, 0));
    for (int p = 0; p < 9; p++) assertEquals(77, nine.value(p % 3, p / 3, 2));
  }

  @Test
  void aSizeOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> FrameResize.SQUASH.apply(SOURCE, 0, 4));
    assertThrows(
        IllegalArgumentException.class, () -> FrameResize.CENTRE_CROP.apply(SOURCE, 4, -1));
  }

  @Test
  void aCropOutsideTheFrameIsRefused() {
    assertEquals(SOURCE.value(5, 4, 1), SOURCE.crop(3, 2, 5, 3).value(2, 2, 1));
    assertThrows(IllegalArgumentException.class, () -> SOURCE.crop(4, 2, 5, 3));
    assertThrows(IllegalArgumentException.class, () -> SOURCE.crop(-1, 0, 2, 2));
  }

  @Test
  void aFrameOfTheWrongLengthIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RgbFrame(2, 2, new byte[11]));
  }

  private static RgbFrame frame(int[] row) {
    byte[] rgb = new byte[row.length - 2];
    for (int n = 0; n < rgb.length; n++) rgb[n] = (byte) row[n + 2];
    return new RgbFrame(row[0], row[1], rgb);
  }
}
