// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The tensors of the VGG networks (Simonyan and Zisserman 2015, table 1): five blocks of 3 x 3
 * convolutions, three dense layers.
 */
final class VggTable {
  private static final int[] CHANNELS = {64, 128, 256, 512, 512};
  private static final int DENSE = 3;

  private final String name;
  private final int[] convolutions; // of each block
  private final List<ExpectedTensor> tensors;

  private VggTable(String name, int... convolutions) {
    this.name = name;
    this.convolutions = convolutions;
    Layers layers = new Layers();
    int in = 3;
    for (int block = 0; block < CHANNELS.length; block++) {
      for (int n = 1; n <= convolutions[block]; n++) {
        layers.convolution("conv" + (block + 1) + "_" + n, 3, in, CHANNELS[block]);
        in = CHANNELS[block];
      }
    }
    tensors =
        layers
            .denseOf("fc6", 4096, 7, 7, 512)
            .dense("fc7", 4096, 4096)
            .dense("fc8", 4096, 1000)
            .list();
  }

  static Architecture vgg16() {
    return new VggTable("VGG16", 2, 2, 3, 3, 3).architecture();
  }

  static Architecture vgg19() {
    return new VggTable("VGG19", 2, 2, 4, 4, 4).architecture();
  }

  private Architecture architecture() {
    List<Naming> namings = new ArrayList<>();
    namings.add(Namings.caffe(InputPixels.VGG, tensors, UnaryOperator.identity()));
    namings.add(torch("torchvision", "classifier.0", "classifier.3", "classifier.6"));
    namings.add(torch("timm", "pre_logits.fc1", "pre_logits.fc2", "head.fc"));
    namings.add(keras("Keras 1", l -> l + "/" + l + "_W_1:0", l -> l + "/" + l + "_b_1:0"));
    namings.add(keras("Keras 2", l -> l + "/" + l + "/kernel:0", l -> l + "/" + l + "/bias:0"));
    namings.add(keras("Keras in TensorFlow", l -> l + "/kernel", l -> l + "/bias"));
    namings.add(keras3("layers/"));
    namings.add(keras3("_layer_checkpoint_dependencies/"));
    namings.add(checkpoint());
    namings.add(npz());
    return new Architecture(name, tensors, namings, List.of());
  }

  /** Convolutions, ReLUs and pools numbered through, then the dense layers. */
  private Naming torch(String label, String... dense) {
    List<String> modules = new ArrayList<>();
    int index = 0;
    for (int count : convolutions) {
      for (int n = 0; n < count; n++, index += 2) modules.add("features." + index);
      index++; // the pool
    }
    modules.addAll(List.of(dense));
    return Namings.torch(label, InputPixels.TORCHVISION, tensors, modules);
  }

  private Naming keras(String label, UnaryOperator<String> kernel, UnaryOperator<String> bias) {
    List<String> dense = List.of("fc1", "fc2", "predictions");
    return lastOutputs(
        label,
        (index, layer) -> {
          int beforeHead = tensors.size() / 2 - DENSE;
          String name =
              index < beforeHead
                  ? layer.replace("conv", "block").replace("_", "_conv") // conv1_2: block1_conv2
                  : dense.get(index - beforeHead);
          return List.of(kernel.apply(name), bias.apply(name));
        });
  }

  /** Keras 3 numbers the layers of each class. */
  private Naming keras3(String prefix) {
    int beforeHead = tensors.size() / 2 - DENSE;
    return lastOutputs(
        "Keras 3",
        (index, layer) -> {
          int number = index < beforeHead ? index : index - beforeHead;
          String layerClass = index < beforeHead ? "conv2d" : "dense";
          String path = prefix + layerClass + (number == 0 ? "" : "_" + number) + "/vars/";
          return List.of(path + 0, path + 1);
        });
  }

  /** What Keras 2 calls its variables in a SavedModel. */
  private Naming checkpoint() {
    return lastOutputs(
        "Keras 2 SavedModel",
        (index, layer) -> {
          String path = "layer_with_weights-" + index + "/";
          String ending = "/.ATTRIBUTES/VARIABLE_VALUE";
          return List.of(path + "kernel" + ending, path + "bias" + ending);
        });
  }

  private Naming lastOutputs(String label, Naming.LayerNames names) {
    return Naming.of(label, TensorLayout.OUTPUT_LAST, InputPixels.VGG, tensors, names);
  }

  /** vgg16_weights.npz of D. Frossard (University of Toronto), which takes RGB. */
  private Naming npz() {
    return Naming.of(
        "NumPy",
        TensorLayout.OUTPUT_LAST,
        InputPixels.VGG_RGB,
        tensors,
        (index, layer) -> List.of(layer + "_W", layer + "_b"));
  }
}
