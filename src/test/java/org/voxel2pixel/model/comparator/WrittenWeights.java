// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.nn.weights.Safetensors;

/**
 * Files of weights by the {@link Formula}: torchvision's AlexNet as far as conv1, a few hundred
 * kilobytes.
 */
public final class WrittenWeights {
  private static final long[] CONV1 = {64, 3, 11, 11};

  private WrittenWeights() {}

  /**
   * Writes {@code alexnet:conv1}.
   *
   * @param k which weights: those of array {@code k} and {@code k + 1} of the formula
   */
  public static Path alexNetConv1(Path file, int k) {
    Map<String, float[]> values = new HashMap<>();
    values.put("features.0.weight", Formula.kernel(k, CONV1));
    values.put("features.0.bias", Formula.bias(k + 1, CONV1[0]));
    Map<String, long[]> dims = new LinkedHashMap<>();
    dims.put("features.0.weight", CONV1);
    dims.put("features.0.bias", new long[] {CONV1[0]});
    List<Safetensors.Source> tensors =
        dims.entrySet().stream()
            .map(e -> new Safetensors.Source(e.getKey(), e.getValue()))
            .toList();
    Safetensors.write(file, Map.of(), tensors, tensor -> values.get(tensor.name()));
    return file;
  }
}
