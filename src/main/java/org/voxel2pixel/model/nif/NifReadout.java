// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;

/**
 * The readouts of all voxels of one region, of low rank and positive in space and time.
 *
 * <p>From the layer's activity {@code T[b, l, y, x, c]} (batch, lag, row, column, channel), voxel
 * {@code v} with ranks {@code k}:
 *
 * <pre>
 *   p[b, v] = bias[v] + sum_k a[k, v] sum_{l, y, x, c}
 *               Ut[k, v, l] Uy[k, v, y] Ux[k, v, x] Uc[v, c] T[b, l, y, x, c]
 *   Ux, Uy, Ut = softmax over their last axis     a = softplus
 * </pre>
 *
 * After seelikat/basicNIF, whose readouts have no lags and add the bias within each rank, where its
 * amplitude scales it too. Variables {@code name.ux [K, V, w]}, {@code .uy [K, V, h]}, {@code .ut
 * [K, V, L]}, {@code .amplitude [K, V]} (before softmax and softplus), {@code .uc [V, C]}, {@code
 * .bias [V]}.
 */
final class NifReadout {
  /** Small, so that a map starts flat, but not zero: equal ranks would stay equal. */
  private static final double MAP_SD = 0.01;

  private final Ops tf;
  private final int ranks;
  private final int voxels;
  private final Operand<TFloat32> ux;
  private final Operand<TFloat32> uy;
  private final Operand<TFloat32> ut;
  private final Operand<TFloat32> amplitude;
  private final Operand<TFloat32> uc;
  private final Operand<TFloat32> bias;
  private final int lags;

  /**
   * @param activity {@code [batch * lags, y, x, channel]}, all known
   */
  NifReadout(Scope s, String name, Operand<TFloat32> activity, int lags, int ranks, int voxels) {
    this.tf = s.tf();
    this.lags = lags;
    this.ranks = ranks;
    this.voxels = voxels;
    long[] dims = activity.shape().asArray();
    Initializer map = Initializer.normal(0, MAP_SD);
    ux = tf.nn.softmax(s.trainable(name + ".ux", map, ranks, voxels, dims[2]));
    uy = tf.nn.softmax(s.trainable(name + ".uy", map, ranks, voxels, dims[1]));
    ut = tf.nn.softmax(s.trainable(name + ".ut", map, ranks, voxels, lags));
    amplitude =
        tf.math.softplus(s.trainable(name + ".amplitude", Initializer.zeros(), ranks, voxels));
    // From 0 they find their signs under the flat map; a wrong sign would push the map away first.
    uc = s.trainable(name + ".uc", Initializer.zeros(), voxels, dims[3]);
    bias = s.trainable(name + ".bias", Initializer.zeros(), voxels);
  }

  Operand<TFloat32> columns() {
    return ux;
  }

  Operand<TFloat32> rows() {
    return uy;
  }

  Operand<TFloat32> amplitudes() {
    return amplitude;
  }

  /**
   * All voxels at once: one matrix product sums over the pixels, a weighted sum over the rest
   * follows.
   *
   * @return {@code [batch, voxel]}
   */
  Operand<TFloat32> predict(Operand<TFloat32> activity) {
    long[] dims = activity.shape().asArray();
    int height = (int) dims[1];
    int width = (int) dims[2];
    int channels = (int) dims[3];
    int batch = (int) dims[0] / lags;
    Operand<TFloat32> byChannel = tf.linalg.transpose(activity, ints(0, 3, 1, 2));
    Operand<TFloat32> images =
        tf.reshape(byChannel, ints((int) dims[0] * channels, height * width));
    Operand<TFloat32> map = // [K V, y, x]
        tf.math.mul(
            tf.reshape(uy, ints(ranks * voxels, height, 1)),
            tf.reshape(ux, ints(ranks * voxels, 1, width)));
    Operand<TFloat32> flat = tf.reshape(map, ints(ranks * voxels, height * width));
    Operand<TFloat32> pooled = tf.linalg.matMul(images, tf.linalg.transpose(flat, ints(1, 0)));
    Operand<TFloat32> parts =
        tf.reshape(pooled, ints(batch, lags * channels, ranks * voxels)); // [b, l c, k v]
    Operand<TFloat32> weighted = tf.math.mul(parts, lagAndChannelWeights(channels));
    Operand<TFloat32> perRank = tf.sum(weighted, ints(1));
    Operand<TFloat32> sum = tf.sum(tf.reshape(perRank, ints(batch, ranks, voxels)), ints(1));
    return tf.nn.biasAdd(sum, bias);
  }

  /** {@code a[k, v] Ut[k, v, l] Uc[v, c]} as {@code [1, l c, k v]}. */
  private Operand<TFloat32> lagAndChannelWeights(int channels) {
    Operand<TFloat32> inTime =
        tf.math.mul(
            tf.linalg.transpose(ut, ints(2, 0, 1)), tf.reshape(amplitude, ints(1, ranks, voxels)));
    Operand<TFloat32> byChannel = tf.linalg.transpose(uc, ints(1, 0));
    Operand<TFloat32> weights =
        tf.math.mul(
            tf.reshape(inTime, ints(lags, 1, ranks, voxels)),
            tf.reshape(byChannel, ints(1, channels, 1, voxels)));
    return tf.reshape(weights, ints(1, lags * channels, ranks * voxels));
  }

  private Operand<TInt32> ints(int... values) {
    return tf.constant(values);
  }
}
