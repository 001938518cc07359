// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.file.Path;
import java.util.List;

/** The tensors of a {@link Safetensors} file. */
final class SafetensorsWeights implements WeightsFile {
  private final Safetensors file;

  private SafetensorsWeights(Safetensors file) {
    this.file = file;
  }

  static SafetensorsWeights open(Path path) {
    return new SafetensorsWeights(Safetensors.open(path));
  }

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public List<StoredTensor> tensors() {
    return file.tensors().values().stream()
        .map(t -> new StoredTensor(t.name(), t.dtype(), t.dims()))
        .toList();
  }

  @Override
  public float[] read(String name) {
    TensorEntry tensor = file.tensors().get(name);
    if (tensor == null) throw new IllegalArgumentException("no tensor " + name);
    return file.read(tensor);
  }

  @Override
  public void close() {
    file.close();
  }
}
