// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.List;
import java.util.function.UnaryOperator;

/** The kinds of names that many networks' files share. */
final class Namings {
  private Namings() {}

  /** {@code LAYER.0} and {@code LAYER.1}, as {@link CaffeModel} names the blobs. */
  static Naming caffe(
      InputPixels pixels, List<ExpectedTensor> tensors, UnaryOperator<String> caffeName) {
    return Naming.of(
        "Caffe",
        TensorLayout.OUTPUT_FIRST,
        pixels,
        tensors,
        (index, layer) -> {
          String name = caffeName.apply(layer);
          return List.of(name + ".0", name + ".1");
        });
  }

  /** {@code MODULE.weight} and {@code MODULE.bias} of PyTorch's state dictionaries. */
  static Naming torch(
      String label, InputPixels pixels, List<ExpectedTensor> tensors, List<String> modules) {
    return Naming.of(
        label,
        TensorLayout.OUTPUT_FIRST,
        pixels,
        tensors,
        (index, layer) ->
            index < modules.size()
                ? List.of(modules.get(index) + ".weight", modules.get(index) + ".bias")
                : List.of());
  }

  /**
   * {@code LAYER/kernel} and {@code LAYER/bias} in our own layout. Not for networks whose weights
   * come from several origins: these names do not tell which pixels they take.
   */
  static Naming ours(InputPixels pixels, List<ExpectedTensor> tensors) {
    return Naming.of(
        "TensorFlow variables",
        TensorLayout.OUTPUT_LAST,
        pixels,
        tensors,
        (index, layer) -> List.of(layer + "/kernel", layer + "/bias"));
  }
}
