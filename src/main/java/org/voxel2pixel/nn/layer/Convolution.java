// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;

/**
 * Convolutions of images {@code [batch, y, x, channel]} with square kernels.
 *
 * <p>Variables: {@code name.weights} and, with a bias, {@code name.bias} {@code [filters]}. As
 * everywhere in this field "convolution" means cross-correlation, the kernel is not flipped.
 */
public final class Convolution {
  private Convolution() {}

  /**
   * {@code y[b, i, j, f] = bias[f] + sum_{u, v, c} x[b, s i + u - p, s j + v - p, c] w[u, v, c, f]}
   *
   * <p>Weights {@code [kernel, kernel, channels, filters]}; output size: see {@link Padding}.
   *
   * @param x {@code [batch, y, x, channels]}; only the batch may be unknown
   * @param weights first values of the weights
   * @return {@code [batch, y', x', filters]}
   */
  public static Operand<TFloat32> conv2d(
      Scope s,
      String name,
      Operand<TFloat32> x,
      int filters,
      int kernel,
      int stride,
      Padding padding,
      Bias bias,
      Initializer weights) {
    return grouped(s, name, x, 1, filters, kernel, stride, padding, bias, weights);
  }

  /**
   * A convolution whose channels and filters are split into groups that do not see each other, as
   * in CaffeNet. Weights {@code [kernel, kernel, channels / groups, filters]}.
   *
   * @param groups divides both the channels and the filters
   */
  public static Operand<TFloat32> grouped(
      Scope s,
      String name,
      Operand<TFloat32> x,
      int groups,
      int filters,
      int kernel,
      int stride,
      Padding padding,
      Bias bias,
      Initializer weights) {
    long[] dims = Check.imageDims(name, x);
    Check.positive(name, "filters", filters);
    Check.positive(name, "groups", groups);
    Check.fits(name, dims, kernel, stride, padding);
    if (dims[3] % groups != 0 || filters % groups != 0) {
      throw new IllegalArgumentException(
          name + ": " + groups + " groups of " + dims[3] + " channels and " + filters + " filters");
    }
    Operand<TFloat32> w =
        s.trainable(name + ".weights", weights, kernel, kernel, dims[3] / groups, filters);
    return withBias(s, name, inGroups(s, x, w, groups, stride, padding), filters, bias);
  }

  /**
   * A convolution with a kernel that is there already, in groups or, with {@code groups} 1, plain.
   *
   * @param x {@code [batch, y, x, channels]}; only the batch may be unknown
   * @param kernel {@code [kernel, kernel, channels / groups, filters]}
   */
  public static Operand<TFloat32> withKernel(
      Scope s,
      Operand<TFloat32> x,
      Operand<TFloat32> kernel,
      int groups,
      int stride,
      Padding padding) {
    String name = kernel.op().name();
    long[] dims = Check.imageDims(name, x);
    long[] kernelDims = kernel.shape().asArray();
    Check.positive(name, "groups", groups);
    Check.fits(name, dims, Math.toIntExact(kernelDims[0]), stride, padding);
    if (dims[3] != kernelDims[2] * groups || kernelDims[3] % groups != 0) {
      throw new IllegalArgumentException(
          Check.text(x) + " in " + groups + " groups with the kernel " + Check.text(kernel));
    }
    return inGroups(s, x, kernel, groups, stride, padding);
  }

  private static Operand<TFloat32> inGroups(
      Scope s, Operand<TFloat32> x, Operand<TFloat32> w, int groups, int stride, Padding padding) {
    return groups == 1
        ? convolve(s, x, w, stride, padding)
        : eachGroup(s, x, w, groups, stride, padding);
  }

  /**
   * Transposed convolution that enlarges by the stride: the adjoint of {@link #conv2d} with {@link
   * Padding#SAME} and the same stride, from {@code [y, x]} to {@code [stride y, stride x]}.
   *
   * <p>Weights {@code [kernel, kernel, filters, channels]}. With kernel 4, stride 2 it equals
   * PyTorch's {@code ConvTranspose2d(padding=1)}, with kernel 3, stride 1 {@code padding=1} too.
   *
   * @param x {@code [batch, y, x, channels]}; only the batch may be unknown
   * @return {@code [batch, stride * y, stride * x, filters]}
   */
  public static Operand<TFloat32> transposed(
      Scope s,
      String name,
      Operand<TFloat32> x,
      int filters,
      int kernel,
      int stride,
      Bias bias,
      Initializer weights) {
    long[] dims = Check.imageDims(name, x);
    Check.positive(name, "filters", filters);
    Check.positive(name, "kernel", kernel);
    Check.positive(name, "stride", stride);
    Operand<TFloat32> w = s.trainable(name + ".weights", weights, kernel, kernel, filters, dims[3]);
    int height = Math.toIntExact(stride * dims[1]);
    int width = Math.toIntExact(stride * dims[2]);
    Operand<TFloat32> y =
        s.tf()
            .nn
            .conv2dBackpropInput(
                imageShape(s.tf(), x, height, width, filters), w, x, strides(stride), "SAME");
    return withBias(s, name, y, filters, bias);
  }

  /**
   * Explicit padding is an operation of its own: TensorFlow runs the gradients of a convolution
   * that pads explicitly without oneDNN, two to three times slower.
   */
  private static Operand<TFloat32> convolve(
      Scope s, Operand<TFloat32> x, Operand<TFloat32> w, int stride, Padding padding) {
    if (padding.rule() == Padding.Rule.EXPLICIT) {
      int px = padding.px();
      return convolve(s, ShapeOps.padSpatial(s, x, px, px, px, px), w, stride, Padding.VALID);
    }
    return s.tf().nn.conv2d(x, w, strides(stride), padding.rule().name());
  }

  /**
   * Group by group: TensorFlow's grouped convolution has no gradient of its filters on every CPU,
   * nor with explicit padding on any.
   */
  private static Operand<TFloat32> eachGroup(
      Scope s, Operand<TFloat32> x, Operand<TFloat32> w, int groups, int stride, Padding padding) {
    Ops tf = s.tf();
    Operand<TInt32> lastAxis = tf.constant(3);
    List<Output<TFloat32>> xs = tf.split(lastAxis, x, (long) groups).output();
    List<Output<TFloat32>> ws = tf.split(lastAxis, w, (long) groups).output();
    List<Operand<TFloat32>> ys = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      ys.add(convolve(s, xs.get(g), ws.get(g), stride, padding));
    }
    return tf.concat(ys, lastAxis);
  }

  private static List<Long> strides(int stride) {
    return List.of(1L, (long) stride, (long) stride, 1L);
  }

  /** {@code [batch of x, height, width, channels]}, the batch taken at the run if unknown. */
  private static Operand<TInt32> imageShape(
      Ops tf, Operand<TFloat32> x, int height, int width, int channels) {
    long batch = x.shape().get(0);
    if (batch >= 0) {
      return tf.constant(new int[] {Math.toIntExact(batch), height, width, channels});
    }
    Operand<TInt32> atRun =
        tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TInt32> rest = tf.constant(new int[] {height, width, channels});
    return tf.concat(List.of(atRun, rest), tf.constant(0));
  }

  private static Operand<TFloat32> withBias(
      Scope s, String name, Operand<TFloat32> y, int filters, Bias bias) {
    if (bias == Bias.WITHOUT) return y;
    return s.tf().nn.biasAdd(y, s.trainable(name + ".bias", Initializer.zeros(), filters));
  }
}
