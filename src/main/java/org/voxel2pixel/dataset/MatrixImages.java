// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.MatrixSource.ImageLayout;
import org.voxel2pixel.dataset.MatrixSource.PixelOrder;
import org.voxel2pixel.dataset.MatrixSource.ValueRange;
import org.voxel2pixel.stimulus.RgbFrame;

/** The pictures of an array, upright and in RGB. */
final class MatrixImages implements TrialPictures {
  private final String what;
  private final String variable;
  private final NumericArray array;
  private final ImageLayout layout;
  private final int channels;

  /**
   * @param what file and variable, for messages
   * @param variable the array's own name
   * @throws BadInputException if the array's shape or values are not the layout's
   */
  MatrixImages(String what, String variable, NumericArray array, ImageLayout layout) {
    this.what = what;
    this.variable = variable;
    this.array = array;
    this.layout = layout;
    this.channels = channels();
    requireRange();
  }

  private int channels() {
    int[] shape = array.shape();
    int pixels = layout.widthPx() * layout.heightPx();
    boolean stacked =
        shape.length >= 3 && shape[1] == layout.heightPx() && shape[2] == layout.widthPx();
    if (shape.length == 2 && array.rowLength() == pixels) return 1;
    if (shape.length == 2 && array.rowLength() == 3 * pixels) return 3;
    if (shape.length == 3 && stacked) return 1;
    if (shape.length == 4 && stacked && (shape[3] == 1 || shape[3] == 3)) return shape[3];
    throw new BadInputException(
        what,
        "a row a picture of "
            + layout.widthPx()
            + " x "
            + layout.heightPx()
            + " pixels, grey or RGB",
        "shape " + Arrays.toString(shape),
        "give the pictures' size, or transpose the array");
  }

  private void requireRange() {
    int white = layout.range().white();
    float most = 0;
    for (float value : array.values()) {
      if (!(value >= 0 && value <= white)) { // this way round, NaN fails too
        throw new BadInputException(
            what, "numbers from 0 to " + white, "the value " + value, "choose the other range");
      }
      most = Math.max(most, value);
    }
    if (layout.range() == ValueRange.BYTE && most <= 1 && most > 0) {
      throw new BadInputException(
          what, "numbers from 0 to 255", "none above " + most, "choose the range 0 to 1");
    }
  }

  @Override
  public int count() {
    return array.rowCount();
  }

  @Override
  public String name(int trial) {
    return variable + "-" + (trial + 1);
  }

  /** One picture, rounded to 8 bits. */
  @Override
  public RgbFrame frame(int trial) {
    int width = layout.widthPx();
    int height = layout.heightPx();
    double scale = 255.0 / layout.range().white();
    int start = trial * array.rowLength();
    byte[] rgb = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          double value = array.values()[start + offset(x, y, Math.min(c, channels - 1))];
          rgb[(y * width + x) * 3 + c] = (byte) Math.round(value * scale);
        }
      }
    }
    return new RgbFrame(width, height, rgb);
  }

  private int offset(int x, int y, int channel) {
    boolean flatColumns = array.shape().length == 2 && layout.order() == PixelOrder.COLUMN_MAJOR;
    return flatColumns
        ? y + layout.heightPx() * (x + layout.widthPx() * channel)
        : (y * layout.widthPx() + x) * channels + channel;
  }
}
