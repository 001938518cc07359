// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import org.tensorflow.Session;

/**
 * Runs a {@link NetworkGraph} and owns its variables' values. Not thread-safe.
 *
 * <p>Every native tensor of a step is closed before the step returns.
 */
public final class NetworkSession implements AutoCloseable {
  private final NetworkGraph network;
  private final Session session;

  public NetworkSession(NetworkGraph network, SessionOptions options) {
    this.network = network;
    this.session = new Session(network.graph(), options.toProto());
  }

  public NetworkGraph network() {
    return network;
  }

  Session session() {
    return session;
  }

  /**
   * Gives every variable its first value. The same seed gives the same values, whatever the order
   * in which the variables were made.
   */
  public void initialise(long seed) {
    for (Variable variable : network.variables().all()) {
      assign(variable, variable.initialValues(seed));
    }
  }

  /** A new run: feed, fetch, then {@link Step#run()}. */
  public Step step() {
    return new Step(session);
  }

  /** A variable's value, last dimension fastest. */
  public float[] read(Variable variable) {
    return step().fetch(variable.read()).run()[0];
  }

  /**
   * @param values as many as the variable has elements, last dimension fastest
   */
  public void assign(Variable variable, float[] values) {
    step().feed(variable.newValue(), values, variable.dims()).target(variable.assign()).run();
  }

  @Override
  public void close() {
    session.close();
  }
}
