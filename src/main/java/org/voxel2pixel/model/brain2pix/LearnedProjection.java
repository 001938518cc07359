// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Dense;
import org.voxel2pixel.nn.layer.SparseProduct;

/**
 * A projection that is trained with the generator, in one of the forms of {@link LearnedRf}.
 *
 * <p>Built in the generator's scope its variables are the generator's, so that its Adam trains
 * them. For region {@code i} of name {@code V1} they are {@code learnedRf.i.V1.weights} {@code
 * [column, pixel]} and {@code learnedRf.i.V1.bias} {@code [pixel]} (additive), {@code
 * learnedRf.i.V1.perturbation} {@code [entry]} (masked) or {@code learnedRf.i.V1.factors} {@code
 * [entry]} (multiplicative); characters that a variable's name cannot have become {@code _}.
 * Entries are in the order of the fixed operator's rows. They mean something only together with
 * that operator, which no checkpoint holds.
 *
 * <p>We differ from neuralcodinglab/brain2pix in the start: with {@code weightSd} 0 every form
 * begins as the fixed projection; theirs is the additive form with 0.02.
 */
public final class LearnedProjection {
  /** Standard deviation of the released code's initial weights. */
  public static final double RELEASED_WEIGHT_SD = 0.02;

  private final GraphProjection fixed;
  private final LearnedRf form;
  private final double weightSd;

  private LearnedProjection(GraphProjection fixed, LearnedRf form, double weightSd) {
    this.fixed = fixed;
    this.form = form;
    this.weightSd = weightSd;
  }

  /**
   * @param weightSd standard deviation of the initial weights, around 0, or around 1 for factors;
   *     biases start at 0
   */
  public static LearnedProjection of(GraphProjection fixed, LearnedRf form, double weightSd) {
    if (!(weightSd >= 0 && weightSd < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("weightSd must be >= 0 and finite, was " + weightSd);
    }
    return new LearnedProjection(fixed, form, weightSd);
  }

  /** The operator that it starts from, and the order of its signals. */
  public GraphProjection fixed() {
    return fixed;
  }

  public LearnedRf form() {
    return form;
  }

  /** Numbers that are learned, over all regions. */
  public long weightCount() {
    return fixed.regions().stream()
        .mapToLong(region -> largest(region) + (form == LearnedRf.ADDITIVE ? pixels(region) : 0))
        .sum();
  }

  /** Numbers of the largest of its variables. */
  public long largestVariable() {
    return fixed.regions().stream().mapToLong(this::largest).max().orElseThrow();
  }

  private long largest(RegionOperator region) {
    return form == LearnedRf.ADDITIVE
        ? Math.multiplyExact((long) region.voxels().length, pixels(region))
        : region.pattern().entryCount();
  }

  private static long pixels(RegionOperator region) {
    return region.pattern().rowCount();
  }

  /**
   * @param scope of the generator's group
   * @param signals {@code [batch, lag, column]} as {@link GraphProjection} has them; only the batch
   *     may be unknown
   * @return RFSimages {@code [batch, y, x, roi * lag]}
   */
  public Operand<TFloat32> build(Scope scope, Operand<TFloat32> signals) {
    return fixed.build(
        scope, signals, (roi, region, own) -> map(scope, variableName(roi), region, own));
  }

  private Operand<TFloat32> map(
      Scope scope, String name, RegionOperator region, Operand<TFloat32> signals) {
    Ops tf = scope.tf();
    Operand<TFloat32> entries = tf.constant(region.values());
    Operand<TFloat32> values =
        switch (form) {
          case ADDITIVE -> entries;
          case MASKED -> tf.math.add(entries, learned(scope, name + ".perturbation", 0, region));
          case MULTIPLICATIVE -> tf.math.mul(entries, learned(scope, name + ".factors", 1, region));
        };
    Operand<TFloat32> sparse = SparseProduct.apply(scope, region.pattern(), values, signals);
    return form == LearnedRf.ADDITIVE
        ? tf.math.add(sparse, dense(scope, name, region, signals))
        : sparse;
  }

  private Operand<TFloat32> learned(Scope scope, String name, double mean, RegionOperator region) {
    return scope.trainable(name, initial(mean), region.values().length);
  }

  private Initializer initial(double mean) {
    return weightSd == 0 ? Initializer.constant(mean) : Initializer.normal(mean, weightSd);
  }

  /** One dense layer for all lags: {@code [batch, lag, column]} to {@code [batch, pixel, lag]}. */
  private Operand<TFloat32> dense(
      Scope scope, String name, RegionOperator region, Operand<TFloat32> signals) {
    Ops tf = scope.tf();
    int pixels = region.pattern().rowCount();
    int lags = fixed.layout().lagCount();
    int batch = Math.toIntExact(signals.shape().get(0));
    int[] vectors = {-1, region.voxels().length};
    Operand<TFloat32> y =
        Dense.apply(
            scope, name, tf.reshape(signals, tf.constant(vectors)), pixels, Bias.WITH, initial(0));
    int[] split = {batch, lags, pixels};
    return tf.linalg.transpose(tf.reshape(y, tf.constant(split)), tf.constant(new int[] {0, 2, 1}));
  }

  private String variableName(int roi) {
    String region = fixed.layout().rois().get(roi).replaceAll("[^A-Za-z0-9_.-]", "_");
    return "learnedRf." + roi + "." + region;
  }
}
