// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Map;
import org.tensorflow.GraphOperation;
import org.tensorflow.types.TFloat32;

/** Batch normalisation and local response normalisation. */
final class NormalisationRules {
  private NormalisationRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("FusedBatchNormV3", NormalisationRules::batchNormalisation);
    rules.put("LRN", NormalisationRules::localResponse);
  }

  /**
   * Inputs x, scale, offset, mean, variance. In training the reserved outputs 3, 4, 5 hold the
   * batch statistics; in inference the given mean and variance take their place.
   */
  private static void batchNormalisation(Backward b) {
    b.refuseGradientOf(3, "the moving mean");
    b.refuseGradientOf(4, "the moving variance");
    boolean training = b.flag("is_training");
    GraphOperation gradients =
        b.nativeOp("FusedBatchNormGradV3")
            .input(b.gradient())
            .input(b.input(0))
            .input(b.input(1))
            .input(training ? b.output(3) : b.input(3))
            .input(training ? b.output(4) : b.input(4))
            .input(b.output(5))
            .copy(b.op(), "epsilon", "data_format", "is_training")
            .build();
    for (int i = 0; i < 3; i++) {
      int input = i;
      b.give(input, () -> gradients.output(input).expect(TFloat32.class));
    }
  }

  private static void localResponse(Backward b) {
    b.give(
        0,
        () ->
            b.nativeOp("LRNGrad")
                .input(b.gradient())
                .input(b.input(0))
                .input(b.output())
                .copy(b.op(), "depth_radius", "bias", "alpha", "beta")
                .result());
  }
}
