// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.Variable;

/**
 * L2 decay as Caffe has it: {@code g = dL/dw + rate w} before the optimizer sees the gradient (so
 * Adam scales it too, unlike AdamW's decoupled decay).
 *
 * @param rate Caffe's weight_decay, at least 0
 */
public record WeightDecay(double rate) {

  public WeightDecay {
    if (!(rate >= 0)) throw new IllegalArgumentException("rate must be >= 0, was " + rate);
  }

  /**
   * @param gradients with respect to the variables, same order
   * @return the gradients with the decay added
   */
  public List<Operand<TFloat32>> addTo(
      NetworkGraph g, List<Variable> variables, List<? extends Operand<TFloat32>> gradients) {
    if (variables.size() != gradients.size()) {
      throw new IllegalArgumentException(
          variables.size() + " variables with " + gradients.size() + " gradients");
    }
    Ops tf = g.tf();
    List<Operand<TFloat32>> decayed = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      Operand<TFloat32> pull = tf.math.mul(variables.get(i).read(), tf.constant((float) rate));
      decayed.add(tf.math.add(gradients.get(i), pull));
    }
    return decayed;
  }
}
