// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Colour frames as an RGB stack. Values are shown as they are: no contrast is stretched, 0 is black
 * and full is full in every frame.
 */
public final class RgbStack {
  private static final int CHANNELS = 3;

  private RgbStack() {}

  /**
   * @param frames one array a frame, {@code [y][x][r, g, b]}, 0 to 255 unsigned
   * @param labels one a frame
   */
  public static ImagePlus ofBytes(ImageHeader header, List<byte[]> frames, List<String> labels) {
    return stack(header, frames.size(), labels, i -> pixels(header, frames.get(i), i));
  }

  /**
   * @param frames one array a frame, {@code [y][x][r, g, b]}, 0 to 1; shown as {@code round(255
   *     v)}, values beyond 0 and 1 as 0 and 255
   * @param labels one a frame
   * @throws IllegalArgumentException if a value is NaN
   */
  public static ImagePlus ofFloats(ImageHeader header, List<float[]> frames, List<String> labels) {
    return stack(header, frames.size(), labels, i -> pixels(header, frames.get(i), i));
  }

  private static ImagePlus stack(
      ImageHeader header, int frameCount, List<String> labels, IntFunction<int[]> pixels) {
    if (frameCount < 1) throw new IllegalArgumentException("a stack needs at least 1 frame, was 0");
    if (labels.size() != frameCount) {
      throw new IllegalArgumentException(
          "labels must be one a frame, were " + labels.size() + " for " + frameCount + " frames");
    }
    ImageStack stack = new ImageStack(header.widthPx(), header.heightPx());
    for (int i = 0; i < frameCount; i++) {
      stack.addSlice(
          labels.get(i), new ColorProcessor(header.widthPx(), header.heightPx(), pixels.apply(i)));
    }
    ImagePlus image = new ImagePlus(header.title(), stack);
    image.setDimensions(1, 1, frameCount);
    header.applyTo(image);
    return image;
  }

  private static int[] pixels(ImageHeader header, byte[] frame, int index) {
    requireLength(header, frame.length, index);
    int[] packed = new int[header.pixelCount()];
    for (int p = 0, i = 0; p < packed.length; p++, i += CHANNELS) {
      packed[p] = pack(frame[i] & 0xff, frame[i + 1] & 0xff, frame[i + 2] & 0xff);
    }
    return packed;
  }

  private static int[] pixels(ImageHeader header, float[] frame, int index) {
    requireLength(header, frame.length, index);
    int[] packed = new int[header.pixelCount()];
    for (int p = 0, i = 0; p < packed.length; p++, i += CHANNELS) {
      packed[p] =
          pack(level(frame[i], index), level(frame[i + 1], index), level(frame[i + 2], index));
    }
    return packed;
  }

  private static int level(float value, int frame) {
    if (Float.isNaN(value)) throw new IllegalArgumentException("NaN in frame " + frame);
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  private static int pack(int r, int g, int b) {
    return 0xff000000 | r << 16 | g << 8 | b;
  }

  private static void requireLength(ImageHeader header, int length, int frame) {
    int expected = Math.multiplyExact(CHANNELS, header.pixelCount());
    if (length != expected) {
      throw new IllegalArgumentException(
          String.format(
              "frame %d must have %d values (%d x %d x 3), had %d",
              frame, expected, header.heightPx(), header.widthPx(), length));
    }
  }
}
