// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.Scope;

/**
 * A network's weights in a graph: variables of their own group that no optimizer sees and no
 * checkpoint holds. As constants they would meet the graph's limit of 2 GB and be copied with it.
 */
final class FrozenWeights {
  private static final String GROUP = "comparator";

  private final Scope scope;
  private final String prefix;
  private final TensorSource source;

  /**
   * @param prefix of the variables' names; the same prefix must mean the same weights
   */
  FrozenWeights(NetworkGraph graph, String prefix, TensorSource source) {
    this.scope = Scope.of(graph, GROUP, Mode.INFERENCE);
    this.prefix = prefix;
    this.source = source;
  }

  /** Where tensors come from, named and laid out as in {@code LoadedWeights}. */
  interface TensorSource {
    /** Not to be changed. */
    float[] values(String tensor);

    long[] dims(String tensor);
  }

  /** Builds operations. */
  Scope scope() {
    return scope;
  }

  Operand<TFloat32> kernel(String layer) {
    return tensor(layer + "/kernel");
  }

  Operand<TFloat32> bias(String layer) {
    return tensor(layer + "/bias");
  }

  private Operand<TFloat32> tensor(String name) {
    Initializer values = Initializer.sharing(source.values(name));
    return scope.frozen(prefix + "." + name.replace('/', '.'), values, source.dims(name));
  }
}
