// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A network as its stages, of which only those are built that the wanted activations come from.
 *
 * @param stages each after those that it is computed from
 */
record Blueprint(List<Stage> stages) {

  Blueprint {
    stages = List.copyOf(stages);
  }

  /** Names of all activations, in the network's order. */
  List<String> activations() {
    return stages.stream().map(Stage::name).toList();
  }

  /** Layers whose weights the wanted activations depend on, in the network's order. */
  List<String> weightedLayers(List<String> wanted) {
    return needed(wanted).stream()
        .filter(stage -> stage.weights() == Stage.Weights.OWN)
        .map(Stage::name)
        .toList();
  }

  private List<Stage> needed(List<String> wanted) {
    Set<String> names = new HashSet<>(wanted);
    List<Stage> needed = new ArrayList<>();
    for (int i = stages.size() - 1; i >= 0; i--) {
      if (!names.remove(stages.get(i).name())) continue;
      needed.add(0, stages.get(i));
      names.addAll(stages.get(i).inputs());
    }
    names.remove(NetworkStages.INPUT);
    if (names.isEmpty()) return needed;
    throw new IllegalArgumentException("no activations " + names + " among " + activations());
  }

  /**
   * Builds the wanted activations.
   *
   * @param input {@code [B][y][x][channel]} or {@code [B][frame][y][x][channel]}, in the pixels
   *     that the weights take
   * @return in the order of {@code wanted}
   */
  List<Operand<TFloat32>> build(
      FrozenWeights weights, Operand<TFloat32> input, List<String> wanted) {
    Map<String, Operand<TFloat32>> built = new HashMap<>();
    built.put(NetworkStages.INPUT, input);
    for (Stage stage : needed(wanted)) {
      List<Operand<TFloat32>> inputs = stage.inputs().stream().map(built::get).toList();
      built.put(stage.name(), stage.layer().apply(weights, stage.name(), inputs));
    }
    return wanted.stream().map(built::get).toList();
  }
}
