// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.nn.layer.Padding;

/** Lists a network's stages, each upon the last unless told otherwise. */
final class Stages {
  private final List<Stage> stages = new ArrayList<>();
  private List<String> inputs = List.of(NetworkStages.INPUT);

  /** The next stage is computed from these activations. */
  Stages from(String... names) {
    inputs = List.of(names);
    return this;
  }

  Stages convolution(String name, int stride, Padding padding) {
    return weighted(name, FrozenLayers.convolution(1, stride, padding));
  }

  /** Stride 1, the size stays, in two groups. */
  Stages twoGroups(String name) {
    return weighted(name, FrozenLayers.convolution(2, 1, Padding.SAME));
  }

  Stages clipConvolution(String name) {
    return weighted(name, FrozenLayers.clipConvolution());
  }

  Stages dense(String name) {
    return weighted(name, FrozenLayers.dense());
  }

  Stages relu(String name) {
    return plain(name, FrozenLayers.relu());
  }

  Stages plain(String name, Stage.Layer layer) {
    return add(name, Stage.Weights.NONE, layer);
  }

  private Stages weighted(String name, Stage.Layer layer) {
    return add(name, Stage.Weights.OWN, layer);
  }

  private Stages add(String name, Stage.Weights weights, Stage.Layer layer) {
    stages.add(new Stage(name, inputs, weights, layer));
    inputs = List.of(name);
    return this;
  }

  List<Stage> list() {
    return List.copyOf(stages);
  }
}
