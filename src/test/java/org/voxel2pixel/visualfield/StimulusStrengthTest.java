// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StimulusStrengthTest {

  private static byte[] gray(int... values) {
    byte[] rgb = new byte[3 * values.length];
    for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) values[i / 3];
    return rgb;
  }

  @Test
  void luminanceIsLumaAroundMidGray() {
    byte[] rgb = {(byte) 255, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255, -1, -1, -1};
    assertArrayEquals(
        new float[] {0.299f - 0.5f, 0.587f - 0.5f, 0.114f - 0.5f, 0.5f},
        StimulusStrength.LUMINANCE.of(rgb, 2, 2),
        1e-6f);
  }

  @Test
  void contrastOfAPlainFrameIsZero() {
    assertArrayEquals(
        new float[12],
        StimulusStrength.CONTRAST.of(gray(90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90, 90), 4, 3),
        1e-6f);
  }

  /** By hand: one white pixel of n gives sqrt(1/n - 1/n^2). */
  @Test
  void contrastIsTheStandardDeviationOfTheWindow() {
    int[] values = new int[9 * 7];
    values[3 * 9 + 4] = 255; // x 4, y 3
    float[] contrast = StimulusStrength.CONTRAST.of(gray(values), 9, 7);
    assertEquals(Math.sqrt(1 / 25.0 - 1 / 625.0), contrast[3 * 9 + 4], 1e-6);
    assertEquals(Math.sqrt(1 / 25.0 - 1 / 625.0), contrast[4 * 9 + 2], 1e-6);
    assertEquals(Math.sqrt(1 / 20.0 - 1 / 400.0), contrast[1 * 9 + 4], 1e-6); // 5 x 4 at the top
    assertEquals(0, contrast[3 * 9 + 7], 1e-6); // three pixels away
    assertEquals(0, contrast[0 * 9 + 4], 1e-6);
  }

  @Test
  void aFrameOfAnotherSizeIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> StimulusStrength.CONTRAST.of(new byte[12], 3, 2));
  }
}
