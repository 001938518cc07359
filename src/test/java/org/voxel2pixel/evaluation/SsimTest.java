// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voxel2pixel.BadInputException;

class SsimTest {
  private static final double TOLERANCE = 1e-12;

  private static double rgb(int pair, SsimSettings settings) {
    return Ssim.of(
        Oracle.presented(pair),
        Oracle.reconstructed(pair),
        Oracle.WIDTH_PX,
        Oracle.HEIGHT_PX,
        Oracle.CHANNELS,
        settings);
  }

  private static double gray(int pair, SsimSettings settings) {
    return Ssim.of(
        Oracle.red(Oracle.presented(pair)),
        Oracle.red(Oracle.reconstructed(pair)),
        Oracle.WIDTH_PX,
        Oracle.HEIGHT_PX,
        1,
        settings);
  }

  private static double corner(int pair, int widthPx, int heightPx) {
    return Ssim.of(
        Oracle.corner(Oracle.presented(pair), widthPx, heightPx),
        Oracle.corner(Oracle.reconstructed(pair), widthPx, heightPx),
        widthPx,
        heightPx,
        Oracle.CHANNELS,
        SsimSettings.gaussian());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void equalsScikitImageForEachWindowAndForColourAndGray(int pair) {
    assertEquals(
        Oracle.expected("ssim_gaussian_" + pair), rgb(pair, SsimSettings.gaussian()), TOLERANCE);
    assertEquals(
        Oracle.expected("ssim_uniform_" + pair), rgb(pair, SsimSettings.uniform()), TOLERANCE);
    assertEquals(
        Oracle.expected("ssim_gaussian_gray_" + pair),
        gray(pair, SsimSettings.gaussian()),
        TOLERANCE);
    assertEquals(
        Oracle.expected("ssim_uniform_gray_" + pair),
        gray(pair, SsimSettings.uniform()),
        TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void equalsScikitImageForOddSizesAndForASingleWindow(int pair) {
    assertEquals(Oracle.expected("ssim_gaussian_odd_" + pair), corner(pair, 23, 17), TOLERANCE);
    assertEquals(Oracle.expected("ssim_gaussian_window_" + pair), corner(pair, 11, 11), TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void equalsScikitImageAwayFromTheDefaultConstantsAndCovariance(int pair) {
    SsimSettings sample =
        new SsimSettings(
            SsimSettings.Window.UNIFORM_7, SsimSettings.Covariance.SAMPLE, 0.01, 0.03, 1);
    SsimSettings constants =
        new SsimSettings(
            SsimSettings.Window.GAUSSIAN_11, SsimSettings.Covariance.POPULATION, 0.03, 0.05, 2);
    assertEquals(Oracle.expected("ssim_sample_" + pair), rgb(pair, sample), TOLERANCE);
    assertEquals(Oracle.expected("ssim_constants_" + pair), rgb(pair, constants), TOLERANCE);
  }

  @Test
  void ofAnImageWithItselfIsOne() {
    float[] image = Oracle.presented(0);
    assertEquals(1, Ssim.of(image, image, 24, 20, 3, SsimSettings.gaussian()), 1e-15);
  }

  @Test
  void refusesImagesSmallerThanTheWindowAndNamesBothSizes() {
    float[] small = new float[10 * 12];
    BadInputException refused =
        assertThrows(
            BadInputException.class,
            () -> Ssim.of(small, small, 10, 12, 1, SsimSettings.gaussian()));
    assertTrue(refused.getMessage().contains("11 x 11"), refused.getMessage());
    assertTrue(refused.getMessage().contains("10 x 12"), refused.getMessage());
    assertEquals(1, Ssim.of(small, small, 10, 12, 1, SsimSettings.uniform()), 1e-15);
  }

  @Test
  void refusesPixelsThatDoNotFillTheStatedSize() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Ssim.of(new float[400], new float[399], 20, 20, 1, SsimSettings.gaussian()));
  }

  @Test
  void refusesConstantsThatAreNotPositive() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new SsimSettings(
                SsimSettings.Window.UNIFORM_7, SsimSettings.Covariance.SAMPLE, 0.01, 0, 1));
  }
}
