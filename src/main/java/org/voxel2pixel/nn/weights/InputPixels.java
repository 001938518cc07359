// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

/**
 * What a network was trained on: {@code x = (scale * v - mean) / sd} for a pixel value {@code v} in
 * [0, 1]. Means and SDs are in the order of the channels.
 *
 * @param channels the order in which the network takes the colours
 * @param scale 1, or 255
 */
public record InputPixels(Channels channels, float scale, float[] mean, float[] sd) {
  /** Order of the colours. */
  public enum Channels {
    RGB,
    BGR
  }

  private static final float[] ONES = {1, 1, 1};

  /** BVLC's models and SqueezeNet: BGR, 0 to 255, minus (104, 117, 123). */
  static final InputPixels CAFFE =
      new InputPixels(Channels.BGR, 255, new float[] {104, 117, 123}, ONES);

  /** The VGG team's models, and Keras' copies: BGR minus (103.939, 116.779, 123.68). */
  static final InputPixels VGG =
      new InputPixels(Channels.BGR, 255, new float[] {103.939f, 116.779f, 123.68f}, ONES);

  /** The same after the first layer's channels were swapped. */
  static final InputPixels VGG_RGB =
      new InputPixels(Channels.RGB, 255, new float[] {123.68f, 116.779f, 103.939f}, ONES);

  /** torchvision's models. */
  static final InputPixels TORCHVISION =
      new InputPixels(
          Channels.RGB,
          1,
          new float[] {0.485f, 0.456f, 0.406f},
          new float[] {0.229f, 0.224f, 0.225f});

  /**
   * C3D: BGR minus a mean clip of 3 x 16 x 128 x 171, which is a file of its own; these constants
   * stand for it, as in the ports to PyTorch.
   */
  static final InputPixels C3D =
      new InputPixels(Channels.BGR, 255, new float[] {90, 98, 102}, ONES);

  public InputPixels {
    mean = mean.clone();
    sd = sd.clone();
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[] sd() {
    return sd.clone();
  }
}
