// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.Scope;

/**
 * Batch normalisation of images {@code [batch, y, x, channel]} (Ioffe and Szegedy 2015): for each
 * channel
 *
 * <pre>
 *   y = gamma (x - mean) / sqrt(variance + epsilon) + beta
 * </pre>
 *
 * <p>{@link Mode#TRAINING}: mean and (biased) variance of the batch over {@code batch * y * x}
 * values. The step then sets {@code moving = keep * moving + (1 - keep) * batch}, where the batch
 * variance is the unbiased one (divided by count - 1), as PyTorch and Keras do. {@link
 * Mode#INFERENCE}: the moving statistics.
 *
 * <p>Variables: {@code name.gamma}, {@code name.beta} (0 at first), and the state {@code
 * name.movingMean} (0), {@code name.movingVariance} (1), each {@code [channels]}.
 */
public final class BatchNormalisation {

  /**
   * @param keep share of the old moving value kept at each step: MXNet's "momentum", one minus
   *     PyTorch's; {@code 0 <= keep <= 1}
   * @param epsilon added to the variance, greater than 0
   */
  public record Settings(double keep, double epsilon) {
    public Settings {
      if (!(keep >= 0 && keep <= 1)) {
        throw new IllegalArgumentException("keep must be in [0, 1], was " + keep);
      }
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("epsilon must be > 0, was " + epsilon);
      }
    }
  }

  private BatchNormalisation() {}

  /**
   * @param x {@code [batch, y, x, channels]}; only the batch may be unknown
   * @param gamma first values of gamma
   * @return the same shape
   */
  public static Operand<TFloat32> apply(
      Scope s, String name, Operand<TFloat32> x, Settings settings, Initializer gamma) {
    long channels = Check.imageDims(name, x)[3];
    Ops tf = s.tf();
    String meanName = name + ".movingMean";
    String varianceName = name + ".movingVariance";
    Operand<TFloat32> scale = s.trainable(name + ".gamma", gamma, channels);
    Operand<TFloat32> offset = s.trainable(name + ".beta", Initializer.zeros(), channels);
    Operand<TFloat32> movingMean = s.state(meanName, Initializer.zeros(), channels);
    Operand<TFloat32> movingVariance = s.state(varianceName, Initializer.ones(), channels);
    boolean training = s.mode() == Mode.TRAINING;
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> normalised =
        tf.nn.fusedBatchNorm(
            x,
            scale,
            offset,
            training ? none : movingMean,
            training ? none : movingVariance,
            FusedBatchNorm.epsilon((float) settings.epsilon()),
            FusedBatchNorm.isTraining(training));
    if (training) {
      s.updateState(meanName, old -> moved(tf, settings, old, normalised.batchMean()));
      s.updateState(varianceName, old -> moved(tf, settings, old, normalised.batchVariance()));
    }
    return normalised.y();
  }

  private static Operand<TFloat32> moved(
      Ops tf, Settings settings, Operand<TFloat32> old, Operand<TFloat32> batch) {
    return tf.math.add(
        tf.math.mul(old, tf.constant((float) settings.keep())),
        tf.math.mul(batch, tf.constant((float) (1 - settings.keep()))));
  }
}
