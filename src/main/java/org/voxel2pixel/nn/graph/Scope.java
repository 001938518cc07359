// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a layer needs while it is built: operations, variables of one group, the mode, and where to
 * put its state updates.
 *
 * <p>All passes of one training step through a network belong in one scope: a second pass's update
 * of a moving statistic then starts from the first one's result, as if the passes ran one after the
 * other.
 */
public final class Scope {
  private final NetworkGraph network;
  private final String group;
  private final Mode mode;
  private final Timing timing;
  private final List<Op> readAfter;
  private final Map<String, Operand<TFloat32>> laterReads = new HashMap<>();
  private final Map<String, Operand<TFloat32>> nextStates = new HashMap<>();
  private final Map<String, Op> lastAssigns = new HashMap<>();
  private final List<Op> updates = new ArrayList<>();

  private enum Timing {
    STEP_START,
    LATER
  }

  private Scope(NetworkGraph network, String group, Mode mode, Timing timing, List<Op> readAfter) {
    this.network = network;
    this.group = group;
    this.mode = mode;
    this.timing = timing;
    this.readAfter = readAfter;
  }

  /**
   * @param group the network whose variables it makes, such as "generator"
   */
  public static Scope of(NetworkGraph network, String group, Mode mode) {
    return new Scope(network, group, mode, Timing.STEP_START, List.of());
  }

  public NetworkGraph network() {
    return network;
  }

  public Ops tf() {
    return network.tf();
  }

  public Mode mode() {
    return mode;
  }

  public Variables variables() {
    return network.variables();
  }

  public String group() {
    return group;
  }

  /** The value of a trainable variable of this group, made if it does not exist. */
  public Operand<TFloat32> trainable(String name, Initializer init, long... dims) {
    return read(variables().get(name, group, Role.TRAINABLE, init, dims));
  }

  /** The value of a state variable of this group, made if it does not exist. */
  public Operand<TFloat32> state(String name, Initializer init, long... dims) {
    return read(variables().get(name, group, Role.STATE, init, dims));
  }

  /** The value of a frozen weight of this group, made if it does not exist. */
  public Operand<TFloat32> frozen(String name, Initializer init, long... dims) {
    return variables().get(name, group, Role.FROZEN, init, dims).read();
  }

  private Operand<TFloat32> read(Variable variable) {
    if (timing == Timing.STEP_START) return variable.read();
    return laterReads.computeIfAbsent(
        variable.name(),
        name ->
            tf().withControlDependencies(readAfter)
                .withName(name + ".laterRead")
                .readVariableOp(variable.handle(), TFloat32.class));
  }

  /**
   * Has the step set a state variable to {@code next(value)}, where {@code value} is that of the
   * step's start or, after an earlier update in this scope, that update's result. Does nothing in a
   * scope from {@link #readingAfter}.
   *
   * @param name a variable that {@link #state} has made
   * @throws IllegalStateException if another scope updates the same variable
   */
  public void updateState(String name, UnaryOperator<Operand<TFloat32>> next) {
    if (timing == Timing.LATER) return;
    Variable variable =
        variables()
            .find(name)
            .orElseThrow(() -> new IllegalArgumentException("no state variable " + name));
    variables().claimUpdates(variable, this);
    Operand<TFloat32> value = next.apply(nextStates.getOrDefault(name, variable.read()));
    Op before = lastAssigns.getOrDefault(name, variable.read());
    Op assign =
        tf().withControlDependencies(List.of(before)).assignVariableOp(variable.handle(), value);
    nextStates.put(name, value);
    lastAssigns.put(name, assign);
    addUpdate(assign);
  }

  /** Adds an operation that a training step must run; ignored in a {@link #readingAfter} scope. */
  public void addUpdate(Op update) {
    if (timing == Timing.STEP_START) updates.add(update);
  }

  /** What a training step must run besides the optimizer. */
  public List<Op> updates() {
    return List.copyOf(updates);
  }

  /**
   * The same scope, whose variable reads happen after these operations: a second pass through a
   * network that has already been updated in this step. It collects no updates. With an empty list,
   * a pass that leaves moving statistics alone.
   */
  public Scope readingAfter(List<? extends Op> ops) {
    return new Scope(network, group, mode, Timing.LATER, List.copyOf(ops));
  }
}
