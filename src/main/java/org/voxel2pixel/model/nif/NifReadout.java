// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;
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
  private final int neighbours;

  /**
   * @param activity {@code [group * (neighbours + lags - 1), y, x, channel]}, all known: of each
   *     group of neighbouring responses the frames that they see, the latest first
   */
  NifReadout(
      Scope s,
      String name,
      Operand<TFloat32> activity,
      int lags,
      int neighbours,
      int ranks,
      int voxels) {
    this.tf = s.tf();
    this.lags = lags;
    this.neighbours = neighbours;
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
   * All voxels at once: one matrix product sums over the pixels of each frame, then come channels
   * and lags. Response {@code i} of a group, the latest first, sees frame {@code i + l} at lag
   * {@code l}.
   *
   * @return {@code [group * neighbours, voxel]}, of each group the latest first
   */
  Operand<TFloat32> predict(Operand<TFloat32> activity) {
    long[] dims = activity.shape().asArray();
    int frames = neighbours + lags - 1;
    int groups = (int) dims[0] / frames;
    Operand<TFloat32> seen =
        tf.reshape(overChannels(overPixels(activity)), ints(groups, frames, ranks * voxels));
    Operand<TFloat32> inTime = tf.linalg.transpose(ut, ints(2, 0, 1)); // [l, k, v]
    Operand<TFloat32> weights = tf.math.mul(inTime, tf.reshape(amplitude, ints(1, ranks, voxels)));
    List<Operand<TFloat32>> parts = new ArrayList<>();
    for (int l = 0; l < lags; l++) {
      Operand<TFloat32> weight =
          tf.reshape(
              tf.slice(weights, ints(l, 0, 0), ints(1, ranks, voxels)), ints(1, 1, ranks * voxels));
      Operand<TFloat32> at =
          tf.slice(seen, ints(0, l, 0), ints(groups, neighbours, ranks * voxels));
      parts.add(tf.math.mul(at, weight));
    }
    Operand<TFloat32> perRank =
        tf.reshape(tf.math.addN(parts), ints(groups * neighbours, ranks, voxels));
    return tf.nn.biasAdd(tf.sum(perRank, ints(1)), bias);
  }

  /** {@code [frame, channel, k v]}. */
  private Operand<TFloat32> overPixels(Operand<TFloat32> activity) {
    long[] dims = activity.shape().asArray();
    int height = (int) dims[1];
    int width = (int) dims[2];
    int channels = (int) dims[3];
    Operand<TFloat32> byChannel = tf.linalg.transpose(activity, ints(0, 3, 1, 2));
    Operand<TFloat32> images =
        tf.reshape(byChannel, ints((int) dims[0] * channels, height * width));
    Operand<TFloat32> map = // [K V, y, x]
        tf.math.mul(
            tf.reshape(uy, ints(ranks * voxels, height, 1)),
            tf.reshape(ux, ints(ranks * voxels, 1, width)));
    Operand<TFloat32> flat = tf.reshape(map, ints(ranks * voxels, height * width));
    Operand<TFloat32> pooled = tf.linalg.matMul(images, tf.linalg.transpose(flat, ints(1, 0)));
    return tf.reshape(pooled, ints((int) dims[0], channels, ranks * voxels));
  }

  /** {@code [frame, k v]}, of {@code [frame, channel, k v]}. */
  private Operand<TFloat32> overChannels(Operand<TFloat32> pooled) {
    long[] dims = pooled.shape().asArray();
    int channels = (int) dims[1];
    Operand<TFloat32> ofEachRank =
        tf.math.mul(
            tf.reshape(pooled, ints((int) dims[0], channels, ranks, voxels)),
            tf.reshape(tf.linalg.transpose(uc, ints(1, 0)), ints(1, channels, 1, voxels)));
    return tf.reshape(tf.sum(ofEachRank, ints(1)), ints((int) dims[0], ranks * voxels));
  }

  private Operand<TInt32> ints(int... values) {
    return tf.constant(values);
  }
}
