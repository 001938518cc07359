// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * What a frame gives each patch of the visual field to respond to. With luma {@code Y = (0.299 R +
 * 0.587 G + 0.114 B) / 255} (ITU-R BT.601 weights on the stored values, 0 to 1):
 */
public enum StimulusStrength {

  /** {@code Y - 0.5}: for patterns, letters and digits, bright on dark. Range -0.5 to 0.5. */
  LUMINANCE {
    @Override
    float[] ofLuma(double[] luma, int widthPx, int heightPx) {
      float[] strength = new float[luma.length];
      for (int p = 0; p < luma.length; p++) strength[p] = (float) (luma[p] - 0.5);
      return strength;
    }
  },

  /**
   * {@code Y}: for mapping stimuli, where white is the patch of the screen that shows something and
   * black is nothing. Range 0 to 1.
   */
  APERTURE {
    @Override
    float[] ofLuma(double[] luma, int widthPx, int heightPx) {
      float[] strength = new float[luma.length];
      for (int p = 0; p < luma.length; p++) strength[p] = (float) luma[p];
      return strength;
    }
  },

  /**
   * Standard deviation of {@code Y} (divided by n) over the 5 x 5 pixels around; at the border over
   * those that exist. For photographs and films, where early visual areas follow contrast rather
   * than brightness. Range 0 to 0.5.
   */
  CONTRAST {
    @Override
    float[] ofLuma(double[] luma, int widthPx, int heightPx) {
      float[] strength = new float[luma.length];
      for (int y = 0; y < heightPx; y++) {
        for (int x = 0; x < widthPx; x++) {
          strength[y * widthPx + x] = (float) localSd(luma, widthPx, heightPx, x, y);
        }
      }
      return strength;
    }
  };

  private static final int WINDOW_RADIUS_PX = 2;

  /**
   * @param rgb {@code [(y * widthPx + x) * 3 + channel]}, unsigned bytes, red first
   * @return {@code [y * widthPx + x]}
   */
  public float[] of(byte[] rgb, int widthPx, int heightPx) {
    return ofLuma(luma(rgb, widthPx, heightPx), widthPx, heightPx);
  }

  /** Y as above, {@code [y * widthPx + x]}. */
  static double[] luma(byte[] rgb, int widthPx, int heightPx) {
    if (widthPx < 1 || heightPx < 1 || rgb.length != 3L * widthPx * heightPx) {
      throw new IllegalArgumentException(
          "rgb must have 3 x " + widthPx + " x " + heightPx + " bytes, had " + rgb.length);
    }
    double[] luma = new double[widthPx * heightPx];
    for (int p = 0; p < luma.length; p++) {
      int r = rgb[3 * p] & 0xff;
      int g = rgb[3 * p + 1] & 0xff;
      int b = rgb[3 * p + 2] & 0xff;
      luma[p] = (0.299 * r + 0.587 * g + 0.114 * b) / 255;
    }
    return luma;
  }

  abstract float[] ofLuma(double[] luma, int widthPx, int heightPx);

  private static double localSd(double[] luma, int widthPx, int heightPx, int x, int y) {
    int x0 = Math.max(0, x - WINDOW_RADIUS_PX);
    int x1 = Math.min(widthPx - 1, x + WINDOW_RADIUS_PX);
    int y0 = Math.max(0, y - WINDOW_RADIUS_PX);
    int y1 = Math.min(heightPx - 1, y + WINDOW_RADIUS_PX);
    double sum = 0;
    double squares = 0;
    for (int v = y0; v <= y1; v++) {
      for (int u = x0; u <= x1; u++) {
        double value = luma[v * widthPx + u];
        sum += value;
        squares += value * value;
      }
    }
    int n = (x1 - x0 + 1) * (y1 - y0 + 1);
    double mean = sum / n;
    return Math.sqrt(Math.max(0, squares / n - mean * mean));
  }
}
