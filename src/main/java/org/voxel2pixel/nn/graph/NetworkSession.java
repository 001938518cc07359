// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

  /**
   * Gives every variable the value of the variable of that name in another session: how an
   * inference graph gets the weights of a training graph that still runs.
   *
   * @throws IllegalArgumentException if the other graph lacks one or has it in another shape; then
   *     nothing is changed
   */
  public void copyFrom(NetworkSession other) {
    List<Variable> sources = new ArrayList<>();
    for (Variable variable : network.variables().all()) {
      Optional<Variable> source = other.network.variables().find(variable.name());
      if (source.isEmpty() || !Arrays.equals(source.get().dims(), variable.dims())) {
        throw new IllegalArgumentException(
            "no " + variable + " to copy, found " + source.map(Variable::toString).orElse("none"));
      }
      sources.add(source.get());
    }
    for (Variable source : sources) {
      assign(network.variables().find(source.name()).orElseThrow(), other.read(source));
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
