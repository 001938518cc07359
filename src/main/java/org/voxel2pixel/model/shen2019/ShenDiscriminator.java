// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.Activation;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Convolution;
import org.voxel2pixel.nn.layer.Dense;
import org.voxel2pixel.nn.layer.Dropout;
import org.voxel2pixel.nn.layer.Padding;

/**
 * Shen 2019's discriminator: images {@code [B][H][W][3]} of {@link ImageSpace} to two logits {@code
 * [B][2]}, of "presented" ({@link #REAL}) and "generated" ({@link #GENERATED}). It sees nothing but
 * the image.
 *
 * <pre>
 *   h_i = relu(conv(h_(i-1); f_i, k_i, s_i) + b_i)   conv0, conv1, ...; VALID
 *   p   = mean of the last over y and x              pool
 *   q   = relu(drop(p) w + b)                        judge
 *   z   = drop(q) w' + b'                            logits
 * </pre>
 *
 * After {@code net_templates/discriminator.prototxt} of KamitaniLab/End2EndDeepImageReconstruction:
 * 227, 56, 52, 25, 23, 11 pixels a side, 1,081,410 parameters; there the pooling is 11 x 11, which
 * at 227 is the whole map. Weights start from {@code N(0, (coefficient sqrt(2 / fan_in))^2)},
 * biases from 0.
 */
public final class ShenDiscriminator {
  /** The group of its variables. */
  public static final String GROUP = "discriminator";

  /** Label of a presented image. */
  public static final int REAL = 0;

  /** Label of a generated image. */
  public static final int GENERATED = 1;

  private static final int LABELS = 2;

  private ShenDiscriminator() {}

  /**
   * @param scope of group {@link #GROUP}
   * @param pass name of this pass; each pass of a step has dropout masks of its own
   * @param stepSeed {@code [2]}, see {@link Dropout#seedOf}
   */
  static Operand<TFloat32> build(
      Scope scope,
      ShenSettings settings,
      Operand<TFloat32> images,
      String pass,
      Operand<TInt32> stepSeed) {
    return layers(scope, settings, images, pass, stepSeed).get("logits");
  }

  /** Every layer's output by its name, in order. */
  static Map<String, Operand<TFloat32>> layers(
      Scope scope,
      ShenSettings settings,
      Operand<TFloat32> images,
      String pass,
      Operand<TInt32> stepSeed) {
    Ops tf = scope.tf();
    Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
    Operand<TFloat32> x = images;
    for (int i = 0; i < settings.discriminatorFilters().size(); i++) {
      x = convolution(scope, settings, i, x);
      layers.put("conv" + i, x);
    }
    x = tf.math.mean(x, tf.constant(new int[] {1, 2}));
    layers.put("pool", x);
    Initializer weights = Initializer.heNormal(settings.discriminatorDenseCoefficient());
    double rate = settings.dropoutRate();
    x = Dropout.apply(scope, x, rate, Dropout.seedOf(scope, pass + ".pool", stepSeed));
    x = Dense.apply(scope, "judge", x, settings.discriminatorWidth(), Bias.WITH, weights);
    x = Activation.relu(scope, x);
    layers.put("judge", x);
    x = Dropout.apply(scope, x, rate, Dropout.seedOf(scope, pass + ".judge", stepSeed));
    layers.put("logits", Dense.apply(scope, "logits", x, LABELS, Bias.WITH, weights));
    return layers;
  }

  private static Operand<TFloat32> convolution(
      Scope scope, ShenSettings settings, int i, Operand<TFloat32> x) {
    List<Double> coefficients = settings.discriminatorCoefficients();
    Operand<TFloat32> y =
        Convolution.conv2d(
            scope,
            "conv" + i,
            x,
            settings.discriminatorFilters().get(i),
            settings.discriminatorKernels().get(i),
            settings.discriminatorStrides().get(i),
            Padding.VALID,
            Bias.WITH,
            Initializer.heNormal(coefficients.get(i)));
    return Activation.relu(scope, y);
  }
}
