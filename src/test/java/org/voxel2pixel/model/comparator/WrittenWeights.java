// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.nn.weights.Safetensors;

/** Files of weights by the {@link Formula}, as far as conv1: a few hundred kilobytes. */
public final class WrittenWeights {
  private static final long[] CONV1 = {64, 3, 11, 11};

  private WrittenWeights() {}

  /**
   * Writes {@code alexnet:conv1}.
   *
   * @param k which weights: those of array {@code k} and {@code k + 1} of the formula
   */
  public static Path alexNetConv1(Path file, int k) {
    return write(
        file,
        "features.0.weight",
        CONV1,
        Formula.kernel(k, CONV1),
        "features.0.bias",
        Formula.bias(k + 1, CONV1[0]));
  }

  /** {@code caffenet:conv1}, in our own layout and names, which stand for Caffe's pixels. */
  static Path caffeNetConv1(Path file, float[] kernel, float[] bias) {
    long[] dims = {11, 11, 3, 96};
    return write(file, "conv1/kernel", dims, kernel, "conv1/bias", bias);
  }

  private static Path write(
      Path file,
      String kernelName,
      long[] kernelDims,
      float[] kernel,
      String biasName,
      float[] bias) {
    Map<String, float[]> values = Map.of(kernelName, kernel, biasName, bias);
    Map<String, long[]> dims = new LinkedHashMap<>();
    dims.put(kernelName, kernelDims);
    dims.put(biasName, new long[] {bias.length});
    List<Safetensors.Source> tensors =
        dims.entrySet().stream()
            .map(e -> new Safetensors.Source(e.getKey(), e.getValue()))
            .toList();
    Safetensors.write(file, Map.of(), tensors, tensor -> values.get(tensor.name()));
    return file;
  }
}
