// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Convolution;
import org.voxel2pixel.nn.layer.Padding;

/**
 * A convolution with stride 1 and SAME padding whose kernels may be held to {@link
 * NifSettings.Kernels}. Variables as in {@link Convolution}: the free weights, before symmetry.
 */
final class NifConvolution {
  private NifConvolution() {}

  static Operand<TFloat32> of(
      Scope s,
      String name,
      Operand<TFloat32> x,
      int filters,
      int kernelPx,
      NifSettings.Kernels kernels,
      Bias bias) {
    if (kernels == NifSettings.Kernels.FREE) {
      return Convolution.conv2d(
          s, name, x, filters, kernelPx, 1, Padding.SAME, bias, Initializer.heNormal());
    }
    int channels = (int) x.shape().asArray()[3];
    Ops tf = s.tf();
    Operand<TFloat32> free =
        s.trainable(
            name + ".weights", Initializer.heNormal(), kernelPx, kernelPx, channels, filters);
    Operand<TFloat32> kernel =
        tf.reshape(
            symmetric(tf, free, kernelPx, channels * filters),
            tf.constant(new int[] {kernelPx, kernelPx, channels, filters}));
    Operand<TFloat32> y = tf.nn.conv2d(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
    if (bias == Bias.WITHOUT) return y;
    return tf.nn.biasAdd(y, s.trainable(name + ".bias", Initializer.zeros(), filters));
  }

  /**
   * The mean of each kernel and itself turned by half a turn. Over pixels counted row by row, a
   * half turn is their order reversed: a product with a constant matrix.
   */
  private static Operand<TFloat32> symmetric(
      Ops tf, Operand<TFloat32> free, int kernelPx, int kernels) {
    int pixels = kernelPx * kernelPx;
    float[][] mean = new float[pixels][pixels];
    for (int p = 0; p < pixels; p++) {
      mean[p][p] += 0.5f;
      mean[p][pixels - 1 - p] += 0.5f;
    }
    Operand<TInt32> flat = tf.constant(new int[] {pixels, kernels});
    return tf.linalg.matMul(tf.constant(mean), tf.reshape(free, flat));
  }
}
