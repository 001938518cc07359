// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

/**
 * How a picture is brought to the size that a network or an analysis wants.
 *
 * <p>Each axis is treated on its own, in floating point, and the result is rounded once, half up.
 * With {@code s = from / to} source pixels a target pixel:
 *
 * <ul>
 *   <li>shrinking ({@code s > 1}): target pixel {@code i} is the mean of the source over {@code [i
 *       * s, (i + 1) * s)}, pixels that are cut by a border counting by the part that is inside;
 *   <li>enlarging ({@code s < 1}): linear between source pixel centres at {@code (i + 0.5) * s -
 *       0.5}, the border pixel repeated outside (corners are not aligned);
 *   <li>equal: unchanged, bit for bit.
 * </ul>
 *
 * So a picture that is smaller than a network's input is enlarged, never padded or refused.
 *
 * <p>Area means keep the picture's mean and do not alias; PIL's and scipy's {@code bilinear}, which
 * the authors' scripts of Shen 2019 use, weight with a triangle twice as wide when they shrink, and
 * are a little smoother.
 */
public enum FrameResize {
  /** The whole picture, its aspect ratio not kept, as Brain2Pix squashes 16:9 films to 96 x 96. */
  SQUASH {
    @Override
    public RgbFrame apply(RgbFrame frame, int widthPx, int heightPx) {
      return squash(frame, widthPx, heightPx);
    }
  },
  /** The largest centred cut of the target's aspect ratio (to a whole pixel), then as SQUASH. */
  CENTRE_CROP {
    @Override
    public RgbFrame apply(RgbFrame frame, int widthPx, int heightPx) {
      requireSize(widthPx, heightPx);
      long wide = (long) frame.widthPx() * heightPx;
      long high = (long) frame.heightPx() * widthPx;
      int cropWidth = frame.widthPx();
      int cropHeight = frame.heightPx();
      if (wide > high) cropWidth = (int) Math.max(1, Math.round((double) high / heightPx));
      if (wide < high) cropHeight = (int) Math.max(1, Math.round((double) wide / widthPx));
      int left = (frame.widthPx() - cropWidth) / 2;
      int top = (frame.heightPx() - cropHeight) / 2;
      return squash(frame.crop(left, top, cropWidth, cropHeight), widthPx, heightPx);
    }
  };

  /** A new frame of the given size; the same frame if it has that size already. */
  public abstract RgbFrame apply(RgbFrame frame, int widthPx, int heightPx);

  private static RgbFrame squash(RgbFrame frame, int widthPx, int heightPx) {
    requireSize(widthPx, heightPx);
    if (frame.widthPx() == widthPx && frame.heightPx() == heightPx) return frame;
    AxisWeights columns = AxisWeights.of(frame.widthPx(), widthPx);
    AxisWeights rows = AxisWeights.of(frame.heightPx(), heightPx);
    float[] narrowed = resizeColumns(frame, columns);
    return new RgbFrame(widthPx, heightPx, resizeRows(narrowed, rows, widthPx));
  }

  private static void requireSize(int widthPx, int heightPx) {
    if (widthPx < 1 || heightPx < 1) {
      throw new IllegalArgumentException(
          "the wanted size must be at least 1 x 1 pixels, was " + widthPx + " x " + heightPx);
    }
  }

  /** Each row on its own: {@code [(y * toWidth + x) * 3 + channel]}, y still of the source. */
  private static float[] resizeColumns(RgbFrame frame, AxisWeights columns) {
    int toWidth = columns.targetCount();
    float[] result = new float[RgbFrame.byteCount(toWidth, frame.heightPx())];
    for (int y = 0; y < frame.heightPx(); y++) {
      for (int x = 0; x < toWidth; x++) {
        for (int c = 0; c < RgbFrame.CHANNEL_COUNT; c++) {
          double sum = 0;
          for (int n = 0; n < columns.count(x); n++) {
            sum += columns.weight(x, n) * frame.value(columns.first(x) + n, y, c);
          }
          result[(y * toWidth + x) * RgbFrame.CHANNEL_COUNT + c] = (float) sum;
        }
      }
    }
    return result;
  }

  private static byte[] resizeRows(float[] source, AxisWeights rows, int widthPx) {
    int rowLength = widthPx * RgbFrame.CHANNEL_COUNT;
    byte[] result = new byte[RgbFrame.byteCount(widthPx, rows.targetCount())];
    for (int y = 0; y < rows.targetCount(); y++) {
      for (int at = 0; at < rowLength; at++) {
        double sum = 0;
        for (int n = 0; n < rows.count(y); n++) {
          sum += rows.weight(y, n) * source[(rows.first(y) + n) * rowLength + at];
        }
        result[y * rowLength + at] = (byte) Math.min(255, (int) Math.floor(sum + 0.5));
      }
    }
    return result;
  }
}
