// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The tensors of SqueezeNet 1.0 (Iandola et al. 2016, arXiv:1602.07360, table 1). */
final class SqueezeNetTable {
  private static final int FIRST_FIRE = 2;

  /** {@code {squeeze1x1, expand}} outputs of the fire modules 2 to 9; either expansion has one. */
  private static final int[][] FIRES = {
    {16, 64}, {16, 64}, {32, 128}, {32, 128}, {48, 192}, {48, 192}, {64, 256}, {64, 256}
  };

  /** Places of conv1, the fire modules and conv10 in torchvision's squeezenet1_0. */
  private static final List<Integer> TORCH_FIRES = List.of(3, 4, 5, 7, 8, 9, 10, 12);

  private SqueezeNetTable() {}

  static Architecture architecture() {
    Layers layers = new Layers().convolution("conv1", 7, 3, 96);
    List<String> modules = new ArrayList<>(List.of("features.0"));
    int channels = 96;
    for (int n = 0; n < FIRES.length; n++) {
      String fire = "fire" + (FIRST_FIRE + n);
      int squeezed = FIRES[n][0];
      int expanded = FIRES[n][1];
      layers.convolution(fire + "/squeeze1x1", 1, channels, squeezed);
      layers.convolution(fire + "/expand1x1", 1, squeezed, expanded);
      layers.convolution(fire + "/expand3x3", 3, squeezed, expanded);
      channels = 2 * expanded;
      String module = "features." + TORCH_FIRES.get(n);
      modules.addAll(List.of(module + ".squeeze", module + ".expand1x1", module + ".expand3x3"));
    }
    modules.add("classifier.1");
    List<ExpectedTensor> tensors = layers.convolution("conv10", 1, channels, 1000).list();
    return new Architecture(
        "SqueezeNet 1.0",
        tensors,
        List.of(
            Namings.caffe(InputPixels.CAFFE, tensors, UnaryOperator.identity()),
            Namings.torch("torchvision", InputPixels.TORCHVISION, tensors, modules)),
        List.of());
  }
}
