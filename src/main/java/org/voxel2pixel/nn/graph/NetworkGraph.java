// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Owns a native TensorFlow graph and the registry of its variables.
 *
 * <p>Close it after its sessions. Building is not thread-safe.
 */
public final class NetworkGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Variables variables = new Variables(tf);

  public NetworkGraph() {}

  /** Builds operations into this graph. */
  public Ops tf() {
    return tf;
  }

  public Graph graph() {
    return graph;
  }

  public Variables variables() {
    return variables;
  }

  /**
   * An input, fed at each step.
   *
   * @param shape its dimensions; -1 = known only at the run
   */
  public Operand<TFloat32> placeholder(String name, long... shape) {
    return placeholder(TFloat32.class, name, shape);
  }

  /** An input of whole numbers, such as a seed or labels. */
  public Operand<TInt32> intPlaceholder(String name, long... shape) {
    return placeholder(TInt32.class, name, shape);
  }

  private <T extends TType> Operand<T> placeholder(Class<T> type, String name, long... shape) {
    return tf.withName(name).placeholder(type, Placeholder.shape(Shape.of(shape)));
  }

  @Override
  public void close() {
    graph.close();
  }
}
