// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.nn.layer.Padding;

/**
 * The stages of the published networks, from {@value #INPUT} to {@code prob}.
 *
 * <p>A layer with weights is named as in {@code Architectures} and is the activation before its
 * ReLU; the ReLU's result has a name of its own ({@code conv5}, {@code relu5}). Caffe's files
 * overwrite the one with the other, so that what people call "conv5 of CaffeNet" is mostly {@code
 * relu5} here. Dropout does nothing outside training and is left out.
 */
final class NetworkStages {
  /** The network's input, after resizing, in the pixels that its weights take. */
  static final String INPUT = "data";

  private static final int FIRST_FIRE = 2;
  private static final int LAST_FIRE = 9;

  private NetworkStages() {}

  /**
   * BVLC's reference CaffeNet: {@code caffe/models/bvlc_reference_caffenet/deploy.prototxt}. It
   * pools before it normalises; conv2, conv4 and conv5 are in two groups.
   */
  static List<Stage> caffeNet() {
    Stages s = new Stages();
    s.convolution("conv1", 4, Padding.VALID).relu("relu1");
    s.plain("pool1", FrozenLayers.maxPoolCeil(3, 2)).plain("norm1", FrozenLayers.localResponse());
    s.twoGroups("conv2").relu("relu2");
    s.plain("pool2", FrozenLayers.maxPoolCeil(3, 2)).plain("norm2", FrozenLayers.localResponse());
    s.convolution("conv3", 1, Padding.SAME).relu("relu3");
    s.twoGroups("conv4").relu("relu4");
    s.twoGroups("conv5").relu("relu5").plain("pool5", FrozenLayers.maxPoolCeil(3, 2));
    return head(s);
  }

  /**
   * {@code torchvision.models.alexnet} on 224 x 224, where its adaptive average pooling to 6 x 6
   * changes nothing.
   */
  static List<Stage> alexNet() {
    Stages s = new Stages();
    s.convolution("conv1", 4, Padding.explicit(2)).relu("relu1");
    s.plain("pool1", FrozenLayers.maxPool(3, 2));
    s.convolution("conv2", 1, Padding.SAME).relu("relu2");
    s.plain("pool2", FrozenLayers.maxPool(3, 2));
    for (int n = 3; n <= 5; n++) s.convolution("conv" + n, 1, Padding.SAME).relu("relu" + n);
    s.plain("pool5", FrozenLayers.maxPool(3, 2));
    return head(s);
  }

  /**
   * Simonyan and Zisserman 2015, table 1: {@code conv4_2}, {@code relu4_2}, {@code pool4}.
   *
   * @param convolutions of each of the five blocks
   */
  static List<Stage> vgg(int... convolutions) {
    Stages s = new Stages();
    for (int block = 1; block <= convolutions.length; block++) {
      for (int n = 1; n <= convolutions[block - 1]; n++) {
        String place = block + "_" + n;
        s.convolution("conv" + place, 1, Padding.SAME).relu("relu" + place);
      }
      s.plain("pool" + block, FrozenLayers.maxPool(2, 2));
    }
    return head(s);
  }

  /** Three dense layers and their softmax. */
  private static List<Stage> head(Stages s) {
    s.dense("fc6").relu("relu6").dense("fc7").relu("relu7").dense("fc8");
    return s.plain("prob", FrozenLayers.softmax()).list();
  }

  /**
   * SqueezeNet 1.0, Iandola et al. 2016, table 1, with Caffe's names: {@code fire2/concat}, {@code
   * fire2/relu_expand1x1}, {@code relu_conv10}, {@code pool10} (each class's mean over places).
   */
  static List<Stage> squeezeNet() {
    Stages s = new Stages();
    s.convolution("conv1", 2, Padding.VALID).relu("relu_conv1");
    s.plain("pool1", FrozenLayers.maxPoolCeil(3, 2));
    String last = "pool1";
    for (int n = FIRST_FIRE; n <= LAST_FIRE; n++) {
      last = fire(s, n, last);
      if (n == 4 || n == 8) {
        last = "pool" + n;
        s.plain(last, FrozenLayers.maxPoolCeil(3, 2));
      }
    }
    s.convolution("conv10", 1, Padding.VALID).relu("relu_conv10");
    s.plain("pool10", FrozenLayers.meanOverPlaces());
    return s.plain("prob", FrozenLayers.softmax()).list();
  }

  /** Squeezed to few channels, then expanded by 1 x 1 and 3 x 3 kernels side by side. */
  private static String fire(Stages s, int number, String input) {
    String fire = "fire" + number + "/";
    s.from(input).convolution(fire + "squeeze1x1", 1, Padding.VALID);
    s.relu(fire + "relu_squeeze1x1");
    List<String> expanded = new ArrayList<>();
    for (String expand : List.of("expand1x1", "expand3x3")) {
      s.from(fire + "relu_squeeze1x1").convolution(fire + expand, 1, Padding.SAME);
      s.relu(fire + "relu_" + expand);
      expanded.add(fire + "relu_" + expand);
    }
    s.from(expanded.toArray(String[]::new)).plain(fire + "concat", FrozenLayers.concat());
    return fire + "concat";
  }

  /**
   * C3D, Tran et al. 2015, figure 3: 3 x 3 x 3 convolutions, the first pool over space alone. Caffe
   * rounds sizes up, so that pool5 makes 4 x 4 of 7 x 7; ports that pad by one on all sides look at
   * other windows there.
   */
  static List<Stage> c3d() {
    Stages s = new Stages();
    clipBlock(s, 1, "a").plain("pool1", FrozenLayers.clipPool(1, 2));
    clipBlock(s, 2, "a").plain("pool2", FrozenLayers.clipPool(2, 2));
    for (int block = 3; block <= 5; block++) {
      clipBlock(s, block, "a", "b").plain("pool" + block, FrozenLayers.clipPool(2, 2));
    }
    return head(s);
  }

  private static Stages clipBlock(Stages s, int block, String... letters) {
    for (String letter : letters) {
      s.clipConvolution("conv" + block + letter).relu("relu" + block + letter);
    }
    return s;
  }
}
