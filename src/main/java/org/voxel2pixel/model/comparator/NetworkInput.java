// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.Resize;
import org.voxel2pixel.nn.weights.InputPixels;

/**
 * Brings images, RGB in [0, 1], to what a network looks at: its size, then its pixels.
 *
 * @param input of the network
 * @param pixels of its weights; unused if the images are to stay as they are
 * @param unit whether they are
 * @param grid of the bilinear resize, which images of the right size do not meet
 */
record NetworkInput(
    KnownNetwork.Input input, InputPixels pixels, ComparatorSpec.Pixels unit, Resize.Grid grid) {
  private static final int RGB = 3;

  /**
   * @param images {@code [B][H][W][3]}; or, for a network of clips, {@code [B][frame][H][W][3]}
   * @return {@code [B][px][px][3]} or {@code [B][frame][px][px][3]}; for a network of clips an
   *     image stands still for all frames
   */
  Operand<TFloat32> of(Scope scope, Operand<TFloat32> images) {
    Ops tf = scope.tf();
    long[] dims = images.shape().asArray();
    boolean areClips = dims.length == 5;
    requireRgb(dims);
    if (!areClips) {
      Operand<TFloat32> ready = converted(scope, resized(scope, images));
      return input.isClip() ? standing(tf, ready, dims[0]) : ready;
    }
    int[] single = {-1, Math.toIntExact(dims[2]), Math.toIntExact(dims[3]), RGB};
    Operand<TFloat32> frames = tf.reshape(images, tf.constant(single));
    return clips(tf, converted(scope, resized(scope, frames)), dims[0]);
  }

  private void requireRgb(long... dims) {
    boolean image = dims.length == 4 && dims[3] == RGB;
    boolean clip =
        input.isClip() && dims.length == 5 && dims[4] == RGB && dims[1] == input.frames();
    if (image || clip) return;
    throw new IllegalArgumentException(
        "a comparator takes [batch, y, x, 3]"
            + (input.isClip() ? " or [batch, " + input.frames() + ", y, x, 3]" : "")
            + ", was given "
            + Shape.of(dims));
  }

  private Operand<TFloat32> resized(Scope scope, Operand<TFloat32> images) {
    int px = input.px();
    boolean same = images.shape().get(1) == px && images.shape().get(2) == px;
    return same ? images : Resize.bilinear(scope, images, px, px, grid);
  }

  /** {@code (scale v - mean) / sd} in the network's order of channels, as a 1 x 1 convolution. */
  private Operand<TFloat32> converted(Scope scope, Operand<TFloat32> images) {
    if (unit == ComparatorSpec.Pixels.UNIT) return images;
    Ops tf = scope.tf();
    boolean reversed = pixels.channels() == InputPixels.Channels.BGR;
    float[] mean = pixels.mean();
    float[] sd = pixels.sd();
    float[] kernel = new float[RGB * RGB];
    float[] offset = new float[RGB];
    for (int c = 0; c < RGB; c++) {
      int from = reversed ? RGB - 1 - c : c;
      kernel[from * RGB + c] = pixels.scale() / sd[c];
      offset[c] = -mean[c] / sd[c];
    }
    Operand<TFloat32> weights = tf.constant(Shape.of(1, 1, RGB, RGB), DataBuffers.of(kernel));
    Operand<TFloat32> y = tf.nn.conv2d(images, weights, List.of(1L, 1L, 1L, 1L), "VALID");
    return tf.nn.biasAdd(y, tf.constant(offset));
  }

  private Operand<TFloat32> standing(Ops tf, Operand<TFloat32> images, long batch) {
    int px = input.px();
    int[] one = {Math.toIntExact(batch), 1, px, px, RGB};
    int[] repeats = {1, input.frames(), 1, 1, 1};
    return tf.tile(tf.reshape(images, tf.constant(one)), tf.constant(repeats));
  }

  private Operand<TFloat32> clips(Ops tf, Operand<TFloat32> frames, long batch) {
    int px = input.px();
    int[] dims = {Math.toIntExact(batch), input.frames(), px, px, RGB};
    return tf.reshape(frames, tf.constant(dims));
  }
}
