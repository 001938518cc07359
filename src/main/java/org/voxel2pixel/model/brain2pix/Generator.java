// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.layer.Activation;
import org.voxel2pixel.nn.layer.BatchNormalisation;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Convolution;
import org.voxel2pixel.nn.layer.Padding;
import org.voxel2pixel.nn.layer.ShapeOps;

/**
 * Brain2Pix's U-Net: RFSimages {@code [B][H][W][C]} to images {@code [B][H][W][3]} in (0, 1).
 *
 * <p>With {@code n} filters {@code f_0 .. f_(n-1)}, all kernels 4 x 4, stride 2, SAME:
 *
 * <pre>
 *   e_0 = lrelu(conv(x; f_0) + b)
 *   e_i = lrelu(BN(conv(e_(i-1); f_i)))                    i = 1 .. n-1
 *   d_(n-1) = e_(n-1)
 *   d_(i-1) = relu([e_(i-1), BN(conv'(d_i; f_(i-1)))])     i = n-1 .. 1
 *   y = sigmoid(conv'(d_0; 3) + b)
 * </pre>
 *
 * No dropout. After {@code Network} in neuralcodinglab/brain2pix {@code generator_vgg.py}
 * (16,672,451 parameters at 15 channels and filters 64, 128, 256, 512, 512). We differ where {@code
 * H} or {@code W} is no multiple of {@code 2^n}: the input is then padded with zeros, evenly on
 * both sides, and the output cropped back, so that any image size works.
 */
public final class Generator {
  /** The group of its variables. */
  public static final String GROUP = "generator";

  private static final int KERNEL = 4;

  private final Scope scope;
  private final Brain2PixSettings settings;
  private final Initializer weights;

  private Generator(Scope scope, Brain2PixSettings settings) {
    this.scope = scope;
    this.settings = settings;
    this.weights = Initializer.normal(0, settings.weightSd());
  }

  /**
   * @param scope of group {@link #GROUP}
   * @param rfs {@code [B][H][W][C]}, B may be unknown
   */
  public static Operand<TFloat32> build(
      Scope scope, Brain2PixSettings settings, ImageShape shape, Operand<TFloat32> rfs) {
    int multiple = 1 << settings.generatorFilters().size();
    int padY = Math.floorMod(-shape.heightPx(), multiple);
    int padX = Math.floorMod(-shape.widthPx(), multiple);
    int top = padY / 2;
    int left = padX / 2;
    Operand<TFloat32> padded = rfs;
    if (padY + padX > 0) {
      padded = ShapeOps.padSpatial(scope, rfs, top, padY - top, left, padX - left);
    }
    Operand<TFloat32> image = new Generator(scope, settings).unet(padded);
    if (padY + padX == 0) return image;
    return ShapeOps.cropSpatial(scope, image, top, padY - top, left, padX - left);
  }

  private Operand<TFloat32> unet(Operand<TFloat32> rfs) {
    List<Integer> filters = settings.generatorFilters();
    List<Operand<TFloat32>> skips = new ArrayList<>();
    Operand<TFloat32> x = lrelu(down("down0", rfs, filters.get(0), Bias.WITH));
    for (int i = 1; i < filters.size(); i++) {
      skips.add(x);
      x = lrelu(norm("down" + i, down("down" + i, x, filters.get(i), Bias.WITHOUT)));
    }
    for (int i = filters.size() - 1; i >= 1; i--) {
      Operand<TFloat32> up = norm("up" + i, up("up" + i, x, filters.get(i - 1), Bias.WITHOUT));
      x = Activation.relu(scope, ShapeOps.concatChannels(scope, skips.get(i - 1), up));
    }
    return Activation.sigmoid(scope, up("up0", x, ImageShape.RGB, Bias.WITH));
  }

  private Operand<TFloat32> down(String name, Operand<TFloat32> x, int filters, Bias bias) {
    return Convolution.conv2d(scope, name, x, filters, KERNEL, 2, Padding.SAME, bias, weights);
  }

  private Operand<TFloat32> up(String name, Operand<TFloat32> x, int filters, Bias bias) {
    return Convolution.transposed(scope, name, x, filters, KERNEL, 2, bias, weights);
  }

  private Operand<TFloat32> norm(String name, Operand<TFloat32> x) {
    return BatchNormalisation.apply(
        scope,
        name + ".bn",
        x,
        new BatchNormalisation.Settings(settings.batchNormKeep(), settings.batchNormEpsilon()),
        Initializer.normal(1, settings.weightSd()));
  }

  private Operand<TFloat32> lrelu(Operand<TFloat32> x) {
    return Activation.leakyRelu(scope, x, settings.leakSlope());
  }
}
