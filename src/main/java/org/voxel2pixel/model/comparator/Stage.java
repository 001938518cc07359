// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * One activation of a network and how it comes from others.
 *
 * @param name of the activation
 * @param inputs names of the activations that it is computed from
 * @param weights whether it has a kernel and a bias, then under its own name
 */
record Stage(String name, List<String> inputs, Weights weights, Layer layer) {

  /** Whether a stage has weights. */
  enum Weights {
    OWN,
    NONE
  }

  /** The computation. */
  interface Layer {
    /**
     * @param name of the stage
     */
    Operand<TFloat32> apply(FrozenWeights weights, String name, List<Operand<TFloat32>> inputs);
  }
}
