// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

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

/**
 * Brain2Pix's PatchGAN: a pair of RFSimage and image, {@code [B][H][W][C + 3]}, to one logit a
 * patch, {@code [B][h][w][1]}; positive says "presented", negative says "generated".
 *
 * <p>With filters {@code f_0 .. f_(m-1)}: 4 x 4 convolutions of stride 2, the last of them (i =
 * m-1) of stride 1 with one pixel of padding; leaky ReLU after each, batch normalisation after all
 * but the first; then a 3 x 3 convolution of stride 2 to one channel, with neither. At 96 x 96 and
 * filters 64, 128, 256, 512: 48, 24, 12, 11, 6 x 6 logits; 2,777,409 parameters at 18 channels.
 * After neuralcodinglab/brain2pix {@code discriminator.py}; the paper's text says normalisation in
 * all five layers, the code has none in the first and the last, and we follow the code.
 */
public final class Discriminator {
  /** The group of its variables. */
  public static final String GROUP = "discriminator";

  private Discriminator() {}

  /**
   * @param scope of group {@link #GROUP}
   * @param pair {@code [B][H][W][C + 3]}, RFSimage channels first
   */
  public static Operand<TFloat32> build(
      Scope scope, Brain2PixSettings settings, Operand<TFloat32> pair) {
    List<Integer> filters = settings.discriminatorFilters();
    Initializer weights = Initializer.normal(0, settings.weightSd());
    Operand<TFloat32> x = pair;
    for (int i = 0; i < filters.size(); i++) {
      boolean last = i == filters.size() - 1;
      String name = "patch" + i;
      x =
          Convolution.conv2d(
              scope,
              name,
              x,
              filters.get(i),
              4,
              last ? 1 : 2,
              last ? Padding.explicit(1) : Padding.SAME,
              i == 0 ? Bias.WITH : Bias.WITHOUT,
              weights);
      if (i > 0) {
        x =
            BatchNormalisation.apply(
                scope,
                name + ".bn",
                x,
                new BatchNormalisation.Settings(
                    settings.batchNormKeep(), settings.batchNormEpsilon()),
                Initializer.normal(1, settings.weightSd()));
      }
      x = Activation.leakyRelu(scope, x, settings.leakSlope());
    }
    return Convolution.conv2d(scope, "logits", x, 1, 3, 2, Padding.SAME, Bias.WITH, weights);
  }
}
