// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one kind of file names and lays out a network's tensors.
 *
 * @param label of the kind, for messages
 * @param pixels what a network with these weights takes
 * @param stored the file's name for each of ours, in the network's order
 */
record Naming(String label, TensorLayout layout, InputPixels pixels, Map<String, String> stored) {

  Naming {
    stored = Collections.unmodifiableMap(new LinkedHashMap<>(stored));
  }

  /** Names of a layer's two tensors in a file. */
  interface LayerNames {
    /**
     * @param index of the layer in the network, from 0
     */
    List<String> kernelAndBias(int index, String layer);
  }

  static Naming of(
      String label,
      TensorLayout layout,
      InputPixels pixels,
      List<ExpectedTensor> tensors,
      LayerNames names) {
    Map<String, String> stored = new LinkedHashMap<>();
    int index = 0;
    for (ExpectedTensor tensor : tensors) {
      if (tensor.isBias()) continue;
      List<String> two = names.kernelAndBias(index++, tensor.layer());
      if (two.isEmpty()) continue; // a layer that such files lack
      stored.put(tensor.name(), two.get(0));
      stored.put(tensor.layer() + "/bias", two.get(1));
    }
    return new Naming(label, layout, pixels, stored);
  }
}
