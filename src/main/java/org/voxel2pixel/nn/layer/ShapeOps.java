// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Scope;

/** Joins, pads, crops and reshapes without changing a value. */
public final class ShapeOps {
  private ShapeOps() {}

  /**
   * Channels of {@code first}, then those of the others.
   *
   * @return {@code [batch, y, x, sum of channels]}
   */
  @SafeVarargs
  public static Operand<TFloat32> concatChannels(
      Scope s, Operand<TFloat32> first, Operand<TFloat32>... others) {
    List<Operand<TFloat32>> all = new ArrayList<>();
    all.add(first);
    long[] dims = Check.imageDims("concatChannels", first);
    for (Operand<TFloat32> other : others) {
      all.add(other);
      long[] otherDims = Check.imageDims("concatChannels", other);
      if (otherDims[1] != dims[1] || otherDims[2] != dims[2]) {
        throw new IllegalArgumentException(
            "concatChannels: sizes differ: " + Check.text(first) + ", " + Check.text(other));
      }
    }
    return s.tf().concat(all, s.tf().constant(3));
  }

  /** Adds rows and columns of zeros around each image. */
  public static Operand<TFloat32> padSpatial(
      Scope s, Operand<TFloat32> x, int top, int bottom, int left, int right) {
    Check.imageDims("padSpatial", x);
    notNegative("padSpatial", top, bottom, left, right);
    Ops tf = s.tf();
    int[][] paddings = {{0, 0}, {top, bottom}, {left, right}, {0, 0}};
    return tf.pad(x, tf.constant(paddings), tf.constant(0f));
  }

  /** Takes rows and columns off each image. */
  public static Operand<TFloat32> cropSpatial(
      Scope s, Operand<TFloat32> x, int top, int bottom, int left, int right) {
    long[] dims = Check.imageDims("cropSpatial", x);
    notNegative("cropSpatial", top, bottom, left, right);
    int height = Math.toIntExact(dims[1]) - top - bottom;
    int width = Math.toIntExact(dims[2]) - left - right;
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("cropSpatial: nothing is left of " + Check.text(x));
    }
    Ops tf = s.tf();
    int[] begin = {0, top, left, 0};
    int[] size = {-1, height, width, -1};
    return tf.slice(x, tf.constant(begin), tf.constant(size));
  }

  /** {@code [batch, y, x, channel]} to {@code [batch, (y * width + x) * channels + channel]}. */
  public static Operand<TFloat32> flatten(Scope s, Operand<TFloat32> x) {
    long[] dims = Check.imageDims("flatten", x);
    int features = Math.toIntExact(dims[1] * dims[2] * dims[3]);
    return s.tf().reshape(x, s.tf().constant(new int[] {batch(x), features}));
  }

  /** The inverse of {@link #flatten}. */
  public static Operand<TFloat32> toImages(
      Scope s, Operand<TFloat32> x, int height, int width, int channels) {
    long features = Check.vectorDims("toImages", x)[1];
    if (features != (long) height * width * channels) {
      throw new IllegalArgumentException(
          String.format("toImages: %s into %d x %d x %d", Check.text(x), height, width, channels));
    }
    return s.tf().reshape(x, s.tf().constant(new int[] {batch(x), height, width, channels}));
  }

  private static int batch(Operand<TFloat32> x) {
    return Math.toIntExact(x.shape().get(0));
  }

  private static void notNegative(String layer, int... values) {
    if (Arrays.stream(values).anyMatch(v -> v < 0)) {
      throw new IllegalArgumentException(
          layer + ": pixels must be >= 0, were " + Arrays.toString(values));
    }
  }
}
