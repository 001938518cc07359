// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.Activation;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Convolution;
import org.voxel2pixel.nn.layer.Dense;
import org.voxel2pixel.nn.layer.ShapeOps;

/**
 * Shen 2019's generator: voxel vectors {@code [B][V]} to images {@code [B][crop][crop][3]} of
 * {@link ImageSpace}.
 *
 * <pre>
 *   h_i = lrelu(h_(i-1) w_i + b_i)          dense0, dense1, ...; the last reshaped to [y][x][c]
 *   h_i = lrelu(conv'(h_(i-1); f_i, s_i))   up0, up1, ...: 4 x 4 kernels where s = 2, 3 x 3 where 1
 *   y   = centre crop of the last, which has no lrelu
 * </pre>
 *
 * Transposed convolutions have no biases; neither batch normalisation nor dropout. The crop starts
 * at {@code floor((generated - crop) / 2)}, 14 of 256 for 227. Weights start from {@code N(0,
 * (coefficient sqrt(2 / fan_in))^2)}, where fan_in of a transposed convolution is {@code filters *
 * kernel^2}; dense biases from 0. After {@code net_templates/generator.prototxt} of
 * KamitaniLab/End2EndDeepImageReconstruction: 5,752,320 weights in the transposed convolutions and
 * {@code 4096 V + 39,319,040} in all. The paper's six upconvolution layers are the six of stride 2.
 *
 * <p>We differ in the order of the first map, {@code (y * 4 + x) * 256 + c} here and {@code (c * 4
 * + y) * 4 + x} in Caffe: who imports their weights permutes the last dense layer's units so.
 */
public final class ShenGenerator {
  /** The group of its variables. */
  public static final String GROUP = "generator";

  private ShenGenerator() {}

  /**
   * @param scope of group {@link #GROUP}
   * @param voxels {@code [B][V]}, B may be unknown
   */
  public static Operand<TFloat32> build(
      Scope scope, ShenSettings settings, Operand<TFloat32> voxels) {
    return layers(scope, settings, voxels).get("crop");
  }

  /** Every layer's output by its name, in order; the last, {@code crop}, is the image. */
  static Map<String, Operand<TFloat32>> layers(
      Scope scope, ShenSettings settings, Operand<TFloat32> voxels) {
    Map<String, Operand<TFloat32>> layers = new LinkedHashMap<>();
    Operand<TFloat32> x = voxels;
    Initializer dense = Initializer.heNormal(settings.denseCoefficient());
    for (int i = 0; i < settings.denseWidths().size(); i++) {
      String name = "dense" + i;
      x = Dense.apply(scope, name, x, settings.denseWidths().get(i), Bias.WITH, dense);
      x = Activation.leakyRelu(scope, x, settings.leakSlope());
      layers.put(name, x);
    }
    int px = settings.firstMapPx();
    x = ShapeOps.toImages(scope, x, px, px, settings.firstMapChannels());
    List<Integer> filters = settings.generatorFilters();
    for (int i = 0; i < filters.size(); i++) {
      x = up(scope, settings, i, x);
      if (i < filters.size() - 1) x = Activation.leakyRelu(scope, x, settings.leakSlope());
      layers.put("up" + i, x);
    }
    layers.put("crop", centreCrop(scope, settings, x));
    return layers;
  }

  private static Operand<TFloat32> up(
      Scope scope, ShenSettings settings, int i, Operand<TFloat32> x) {
    int stride = settings.generatorStrides().get(i);
    boolean doubles = stride == 2;
    return Convolution.transposed(
        scope,
        "up" + i,
        x,
        settings.generatorFilters().get(i),
        doubles ? 4 : 3,
        stride,
        Bias.WITHOUT,
        Initializer.heNormal(
            doubles ? settings.doublingCoefficient() : settings.refiningCoefficient()));
  }

  private static Operand<TFloat32> centreCrop(
      Scope scope, ShenSettings settings, Operand<TFloat32> x) {
    int excess = settings.generatedPx() - settings.cropPx();
    int before = excess / 2;
    return ShapeOps.cropSpatial(scope, x, before, excess - before, before, excess - before);
  }
}
