// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;

/** Resizing of images {@code [batch, y, x, channel]}. */
final class ImageRules {
  private ImageRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("ResizeBilinear", ImageRules::bilinear);
    rules.put("ResizeNearestNeighbor", ImageRules::nearest);
  }

  private static void bilinear(Backward b) {
    b.give(
        0,
        () ->
            b.nativeOp("ResizeBilinearGrad")
                .input(b.gradient())
                .input(b.input(0))
                .copy(b.op(), "align_corners", "half_pixel_centers")
                .result());
  }

  private static void nearest(Backward b) {
    b.give(
        0,
        () -> {
          long[] dims = b.input(0).shape().asArray();
          Operand<TInt32> size = b.tf().constant(Dims.toInts(Arrays.copyOfRange(dims, 1, 3)));
          return b.nativeOp("ResizeNearestNeighborGrad")
              .input(b.gradient())
              .input(size)
              .copy(b.op(), "align_corners", "half_pixel_centers")
              .result();
        });
  }
}
