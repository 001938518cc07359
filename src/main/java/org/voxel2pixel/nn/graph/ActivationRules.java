// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/** Activations, and the softmax cross-entropy that comes with its own gradient. */
final class ActivationRules {
  private ActivationRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("Relu", b -> ofGradientAndInput(b, "ReluGrad"));
    rules.put("Softplus", b -> ofGradientAndInput(b, "SoftplusGrad"));
    rules.put("LeakyRelu", b -> ofGradientAndInput(b, "LeakyReluGrad", "alpha"));
    rules.put("Elu", b -> ofGradientAndOutput(b, "EluGrad"));
    rules.put("Sigmoid", b -> ofOutputAndGradient(b, "SigmoidGrad"));
    rules.put("Tanh", b -> ofOutputAndGradient(b, "TanhGrad"));
    rules.put("Softmax", ActivationRules::softmax);
    rules.put("LogSoftmax", ActivationRules::logSoftmax);
    rules.put("SoftmaxCrossEntropyWithLogits", ActivationRules::softmaxCrossEntropy);
  }

  private static void ofGradientAndInput(Backward b, String type, String... attributes) {
    b.give(
        0,
        () ->
            b.nativeOp(type)
                .input(b.gradient())
                .input(b.input(0))
                .copy(b.op(), attributes)
                .result());
  }

  private static void ofGradientAndOutput(Backward b, String type) {
    b.give(0, () -> b.nativeOp(type).input(b.gradient()).input(b.output()).result());
  }

  private static void ofOutputAndGradient(Backward b, String type) {
    b.give(0, () -> b.nativeOp(type).input(b.output()).input(b.gradient()).result());
  }

  /** {@code dx = (g - sum(g * y)) * y}, sums over the last axis. */
  private static void softmax(Backward b) {
    Ops tf = b.tf();
    b.give(
        0,
        () -> {
          Operand<TFloat32> mean = sumOfLast(tf, tf.math.mul(b.gradient(), b.output()));
          return tf.math.mul(tf.math.sub(b.gradient(), mean), b.output());
        });
  }

  /** {@code dx = g - exp(y) * sum(g)}, sums over the last axis. */
  private static void logSoftmax(Backward b) {
    Ops tf = b.tf();
    b.give(
        0,
        () ->
            tf.math.sub(
                b.gradient(), tf.math.mul(tf.math.exp(b.output()), sumOfLast(tf, b.gradient()))));
  }

  private static Operand<TFloat32> sumOfLast(Ops tf, Operand<TFloat32> x) {
    return tf.sum(x, tf.constant(-1), Sum.keepDims(true));
  }

  /** The second output is d loss / d logits of each row already. */
  private static void softmaxCrossEntropy(Backward b) {
    b.refuseGradientOf(1, "the labels");
    Ops tf = b.tf();
    b.give(0, () -> tf.math.mul(tf.expandDims(b.gradient(), tf.constant(-1)), b.output(1)));
  }
}
