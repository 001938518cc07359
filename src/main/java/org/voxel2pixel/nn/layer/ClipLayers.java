// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Scope;

/** Convolution and pooling over time and space: clips {@code [batch, frame, y, x, channel]}. */
public final class ClipLayers {
  private ClipLayers() {}

  /**
   * Convolution of stride 1 that keeps the clip's size, with zeros beyond its borders and ends.
   *
   * @param kernel {@code [frames, y, x, channels, filters]}, odd in its first three
   */
  public static Operand<TFloat32> convolution(
      Scope s, Operand<TFloat32> x, Operand<TFloat32> kernel) {
    long[] dims = clipDims(x);
    if (kernel.shape().get(3) != dims[4]) {
      throw new IllegalArgumentException(Check.text(x) + " with the kernel " + Check.text(kernel));
    }
    return s.tf().nn.conv3d(x, kernel, List.of(1L, 1L, 1L, 1L, 1L), "SAME");
  }

  /**
   * The largest value of each window of {@code frames x px x px}, side by side; those at the end of
   * an axis may reach beyond it, as in {@link Pooling#maxCeil}.
   */
  public static Operand<TFloat32> maxCeil(Scope s, Operand<TFloat32> x, int frames, int px) {
    long[] dims = clipDims(x);
    Check.positive("clip pooling", "frames", frames);
    Check.positive("clip pooling", "px", px);
    int[][] paddings = {
      {0, 0},
      {0, Pooling.beyond(dims[1], frames, frames)},
      {0, Pooling.beyond(dims[2], px, px)},
      {0, Pooling.beyond(dims[3], px, px)},
      {0, 0}
    };
    Operand<TFloat32> whole = x;
    if (paddings[1][1] + paddings[2][1] + paddings[3][1] > 0) {
      Operand<TFloat32> nothing = s.tf().constant(Float.NEGATIVE_INFINITY);
      whole = s.tf().pad(x, s.tf().constant(paddings), nothing);
    }
    List<Long> window = List.of(1L, (long) frames, (long) px, (long) px, 1L);
    return s.tf().nn.maxPool3d(whole, window, window, "VALID");
  }

  private static long[] clipDims(Operand<TFloat32> x) {
    return Check.clipDims("clip layer", x);
  }
}
