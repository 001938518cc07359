// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.nn.LocalResponseNormalization;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Scope;

/**
 * Local response normalisation across channels (Krizhevsky et al. 2012) with Caffe's parameters:
 *
 * <pre>
 *   y[c] = x[c] / (bias + (alpha / size) * sum_{|d - c| <= size / 2} x[d]^2)^beta
 * </pre>
 *
 * <p>Caffe divides alpha by the window's size, TensorFlow's operation does not; the division is
 * done here.
 *
 * @param size channels in the window, odd
 * @param alpha Caffe's alpha, 1e-4 in CaffeNet
 * @param beta the exponent, 0.75 in CaffeNet
 * @param bias Caffe's k, 1 in CaffeNet
 */
public record LocalResponse(int size, double alpha, double beta, double bias) {

  public LocalResponse {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("size must be odd and >= 1, was " + size);
    }
  }

  /** Normalises images {@code [batch, y, x, channel]}. */
  public Operand<TFloat32> apply(Scope s, Operand<TFloat32> x) {
    Check.imageDims("local response normalisation", x);
    return s.tf()
        .nn
        .localResponseNormalization(
            x,
            LocalResponseNormalization.depthRadius((long) (size / 2)),
            LocalResponseNormalization.alpha((float) (alpha / size)),
            LocalResponseNormalization.beta((float) beta),
            LocalResponseNormalization.bias((float) bias));
  }
}
