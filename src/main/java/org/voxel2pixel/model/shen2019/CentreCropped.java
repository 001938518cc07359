// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import org.voxel2pixel.model.ExampleSource;

/**
 * Examples whose frames are cropped in the middle to the size of a reconstruction: what it is
 * compared with. The crop starts at {@code floor((imagePx - cropPx) / 2)}, 10 of 248 for 227, the
 * middle of training's random crops.
 */
public final class CentreCropped implements ExampleSource {
  private final ExampleSource whole;
  private final int imagePx;
  private final int cropPx;
  private final float[] frame;

  private CentreCropped(ExampleSource whole, int imagePx, int cropPx) {
    this.whole = whole;
    this.imagePx = imagePx;
    this.cropPx = cropPx;
    this.frame = new float[imagePx * imagePx * ShenSettings.RGB];
  }

  /**
   * @param whole examples with frames {@code [y][x][3]} of {@code imagePx} a side
   */
  public static CentreCropped of(ExampleSource whole, ShenSettings settings) {
    int expected = settings.imagePx() * settings.imagePx() * ShenSettings.RGB;
    if (whole.targetLength() != expected) {
      throw new IllegalArgumentException(
          "frames have " + whole.targetLength() + " numbers, not " + expected);
    }
    return new CentreCropped(whole, settings.imagePx(), settings.cropPx());
  }

  @Override
  public int count() {
    return whole.count();
  }

  @Override
  public int inputLength() {
    return whole.inputLength();
  }

  @Override
  public int targetLength() {
    return cropPx * cropPx * ShenSettings.RGB;
  }

  @Override
  public void readInput(int example, float[] inputs, int offset) {
    whole.readInput(example, inputs, offset);
  }

  @Override
  public void readTarget(int example, float[] targets, int offset) {
    whole.readTarget(example, frame, 0);
    int first = (imagePx - cropPx) / 2;
    int rowLength = cropPx * ShenSettings.RGB;
    for (int y = 0; y < cropPx; y++) {
      int from = ((first + y) * imagePx + first) * ShenSettings.RGB;
      System.arraycopy(frame, from, targets, offset + y * rowLength, rowLength);
    }
  }
}
