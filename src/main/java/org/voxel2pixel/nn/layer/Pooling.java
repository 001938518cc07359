// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Scope;

/**
 * Maximum or average over square windows of images {@code [batch, y, x, channel]}. Padding is
 * {@link Padding#SAME} or {@link Padding#VALID}; what lies beyond the border counts for neither.
 */
public final class Pooling {
  private Pooling() {}

  /** The largest value of each window. */
  public static Operand<TFloat32> max(
      Scope s, Operand<TFloat32> x, int window, int stride, Padding padding) {
    check("max pooling", x, window, stride, padding);
    return s.tf().nn.maxPool(x, sizes(s, window), sizes(s, stride), padding.rule().name());
  }

  /**
   * The largest value of each window, where windows may reach beyond the last row and column:
   * {@code ceil((n - window) / stride) + 1} of them, Caffe's rule and PyTorch's {@code ceil_mode}.
   *
   * @param stride at most the window
   */
  public static Operand<TFloat32> maxCeil(Scope s, Operand<TFloat32> x, int window, int stride) {
    String layer = "max pooling";
    long[] dims = Check.imageDims(layer, x);
    Check.fits(layer, dims, window, stride, Padding.VALID);
    int below = beyond(dims[1], window, stride);
    int right = beyond(dims[2], window, stride);
    if (below == 0 && right == 0) return max(s, x, window, stride, Padding.VALID);
    int[][] paddings = {{0, 0}, {0, below}, {0, right}, {0, 0}};
    Operand<TFloat32> nothing = s.tf().constant(Float.NEGATIVE_INFINITY);
    return max(s, s.tf().pad(x, s.tf().constant(paddings), nothing), window, stride, Padding.VALID);
  }

  /** How far the last window reaches beyond {@code size}. */
  static int beyond(long size, int window, int stride) {
    if (stride > window) {
      throw new IllegalArgumentException("stride " + stride + " is beyond the window " + window);
    }
    long steps = (size - window + stride - 1) / stride;
    return Math.toIntExact(steps * stride + window - size);
  }

  /** The mean of each window. */
  public static Operand<TFloat32> average(
      Scope s, Operand<TFloat32> x, int window, int stride, Padding padding) {
    check("average pooling", x, window, stride, padding);
    return s.tf().nn.avgPool(x, sizes(window), sizes(stride), padding.rule().name());
  }

  private static void check(
      String layer, Operand<TFloat32> x, int window, int stride, Padding padding) {
    if (padding.rule() == Padding.Rule.EXPLICIT) {
      throw new IllegalArgumentException(layer + " takes SAME or VALID padding, not " + padding);
    }
    Check.fits(layer, Check.imageDims(layer, x), window, stride, padding);
  }

  private static Operand<TInt32> sizes(Scope s, int px) {
    return s.tf().constant(new int[] {1, px, px, 1});
  }

  private static List<Long> sizes(int px) {
    return List.of(1L, (long) px, (long) px, 1L);
  }
}
