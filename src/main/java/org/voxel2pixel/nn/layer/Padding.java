// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

/**
 * What a window sees beyond the border: zeros, or for a maximum nothing.
 *
 * <p>Output size for input size n, kernel k, stride s:
 *
 * <pre>
 *   SAME         ceil(n / s)             padding shared, the odd pixel below and to the right
 *   VALID        floor((n - k) / s) + 1
 *   explicit(p)  floor((n + 2p - k) / s) + 1
 * </pre>
 *
 * @param rule how the padding is found
 * @param px pixels on each of the four sides; 0 unless explicit
 */
public record Padding(Rule rule, int px) {

  /** How the padding is found. */
  public enum Rule {
    SAME,
    VALID,
    EXPLICIT
  }

  public static final Padding SAME = new Padding(Rule.SAME, 0);
  public static final Padding VALID = new Padding(Rule.VALID, 0);

  public Padding {
    if (px < 0 || (rule != Rule.EXPLICIT && px != 0)) {
      throw new IllegalArgumentException("padding " + rule + " of " + px + " px");
    }
  }

  /** The same number of pixels on each side, as PyTorch's and Caffe's {@code padding=p}. */
  public static Padding explicit(int px) {
    return new Padding(Rule.EXPLICIT, px);
  }

  /** Size of the output along an axis; less than 1 where the window does not fit. */
  public long outputSize(long size, int kernel, int stride) {
    if (rule == Rule.SAME) return Math.floorDiv(size + stride - 1, (long) stride);
    return Math.floorDiv(size + 2L * px - kernel, (long) stride) + 1;
  }
}
