// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.loss;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Losses: each a scalar of what it compares. */
public final class Loss {
  private Loss() {}

  /** {@code mean |a - b|} over all elements (L1). */
  public static Operand<TFloat32> meanAbsoluteError(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    checkSameShape("meanAbsoluteError", a, b);
    return meanOfAll(tf, tf.math.abs(tf.math.sub(a, b)));
  }

  /** {@code mean (a - b)^2} over all elements. */
  public static Operand<TFloat32> meanSquaredError(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    checkSameShape("meanSquaredError", a, b);
    return meanOfAll(tf, tf.math.square(tf.math.sub(a, b)));
  }

  /**
   * Caffe's EuclideanLoss: {@code sum (a - b)^2 / (2 N)}, N the batch, that is the first dimension,
   * which must be known.
   */
  public static Operand<TFloat32> euclidean(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    checkSameShape("euclidean", a, b);
    long batch = a.shape().get(0);
    if (batch < 1) {
      throw new IllegalArgumentException("euclidean needs a known batch, was given " + text(a));
    }
    Operand<TFloat32> sum = tf.sum(tf.math.square(tf.math.sub(a, b)), axesOf(tf, a));
    return tf.math.mul(sum, tf.constant((float) (0.5 / batch)));
  }

  /**
   * Binary cross-entropy of logits x against one target z for all of them, mean over all elements:
   * {@code mean(max(x, 0) - x z + log(1 + exp(-|x|)))}, which neither overflows nor loses digits.
   *
   * @param target {@code 0 <= z <= 1}
   */
  public static Operand<TFloat32> sigmoidCrossEntropy(
      Ops tf, Operand<TFloat32> logits, double target) {
    if (!(target >= 0 && target <= 1)) {
      throw new IllegalArgumentException("target must be in [0, 1], was " + target);
    }
    Operand<TFloat32> positive = tf.nn.relu(logits);
    Operand<TFloat32> linear = tf.math.mul(logits, tf.constant((float) target));
    Operand<TFloat32> rest = tf.math.log1p(tf.math.exp(tf.math.neg(tf.math.abs(logits))));
    return meanOfAll(tf, tf.math.add(tf.math.sub(positive, linear), rest));
  }

  /**
   * Cross-entropy of {@code softmax(logits)} against label probabilities, mean over the batch:
   * {@code -(1/N) sum_n sum_c labels[n, c] log softmax(logits)[n, c]}.
   *
   * @param logits {@code [batch, classes]}
   * @param labels {@code [batch, classes]}, rows sum to 1; no gradient flows into them
   */
  public static Operand<TFloat32> softmaxCrossEntropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> labels) {
    checkSameShape("softmaxCrossEntropy", logits, labels);
    SoftmaxCrossEntropyWithLogits<TFloat32> each =
        SoftmaxCrossEntropyWithLogits.create(tf.scope(), logits, tf.stopGradient(labels));
    return meanOfAll(tf, each.loss());
  }

  /** As above with the same label for the whole batch, such as "real". */
  public static Operand<TFloat32> softmaxCrossEntropy(Ops tf, Operand<TFloat32> logits, int label) {
    Shape shape = logits.shape();
    boolean fits = !shape.isUnknown() && shape.numDimensions() == 2;
    if (!fits || label < 0 || label >= shape.get(1)) {
      throw new IllegalArgumentException("label " + label + " of logits " + text(logits));
    }
    float[] oneHot = new float[Math.toIntExact(shape.get(1))];
    oneHot[label] = 1;
    return softmaxCrossEntropy(tf, logits, tf.broadcastTo(tf.constant(oneHot), tf.shape(logits)));
  }

  private static Operand<TFloat32> meanOfAll(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, axesOf(tf, x));
  }

  private static Operand<TInt32> axesOf(Ops tf, Operand<TFloat32> x) {
    if (x.shape().isUnknown()) {
      throw new IllegalArgumentException("a loss needs a known rank, was given " + text(x));
    }
    return tf.constant(IntStream.range(0, x.shape().numDimensions()).toArray());
  }

  private static void checkSameShape(String loss, Operand<TFloat32> a, Operand<TFloat32> b) {
    if (!a.shape().isCompatibleWith(b.shape())
        || a.shape().numDimensions() != b.shape().numDimensions()) {
      throw new IllegalArgumentException(loss + " of " + text(a) + " and " + text(b));
    }
  }

  private static String text(Operand<TFloat32> x) {
    return x.op().name()
        + (x.shape().isUnknown() ? " of unknown rank" : " " + Arrays.toString(x.shape().asArray()));
  }
}
