// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Scope;

/** Resizing of images {@code [batch, y, x, channel]} within a graph. */
public final class Resize {

  /** Which points of the two images coincide. */
  public enum Grid {
    /** The corners' pixel centres: {@code source = target * (n - 1) / (n' - 1)}. */
    ALIGNED_CORNERS,
    /** The images' edges: {@code source = (target + 0.5) * n / n' - 0.5}. */
    ALIGNED_EDGES
  }

  private Resize() {}

  /** Linear interpolation between the four neighbours; no smoothing before a reduction. */
  public static Operand<TFloat32> bilinear(
      Scope s, Operand<TFloat32> x, int heightPx, int widthPx, Grid grid) {
    Check.imageDims("bilinear resize", x);
    Check.positive("bilinear resize", "heightPx", heightPx);
    Check.positive("bilinear resize", "widthPx", widthPx);
    return s.tf()
        .image
        .resizeBilinear(
            x,
            s.tf().constant(new int[] {heightPx, widthPx}),
            ResizeBilinear.alignCorners(grid == Grid.ALIGNED_CORNERS),
            ResizeBilinear.halfPixelCenters(grid == Grid.ALIGNED_EDGES));
  }
}
