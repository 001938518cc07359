// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tensorflow.op.Ops;

/**
 * The one registry of a graph's variables: weights, moving statistics, optimizer slots. Whatever a
 * bitwise resume needs is here, so that one {@link Checkpoint} holds it all; frozen weights, which
 * never change, are here too, and in no checkpoint.
 */
public final class Variables {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private final Ops tf;
  private final Map<String, Variable> byName = new LinkedHashMap<>();
  private final Map<String, Scope> updaters = new LinkedHashMap<>();

  Variables(Ops tf) {
    this.tf = tf;
  }

  /**
   * The variable of that name, made at the first call. Sharing weights is asking for the same name.
   *
   * @param name letters, digits, dots, dashes, underscores; unique in the graph
   * @param group the network that it belongs to, such as "generator"
   * @param init its first values; a later call's initializer is not used
   * @throws IllegalArgumentException if the name exists with another shape, group or role
   */
  public Variable get(String name, String group, Role role, Initializer init, long... dims) {
    Variable known = byName.get(name);
    if (known == null) {
      checkNew(name, dims);
      known = new Variable(tf, name, group, role, init, dims);
      byName.put(name, known);
    }
    boolean same =
        Arrays.equals(known.dims(), dims) && known.role() == role && known.group().equals(group);
    if (!same) {
      throw new IllegalArgumentException(
          String.format(
              "variable %s exists as %s %s of group %s, asked for as %s %s of group %s",
              name,
              known.role(),
              Dims.text(known.dims()),
              known.group(),
              role,
              Dims.text(dims),
              group));
    }
    return known;
  }

  private static void checkNew(String name, long... dims) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "variable name must match " + NAME + ", was \"" + name + "\"");
    }
    if (Arrays.stream(dims).anyMatch(d -> d < 1)) {
      throw new IllegalArgumentException(
          "dims of variable " + name + " must be >= 1, were " + Dims.text(dims));
    }
    Dims.arrayLength(dims);
  }

  public Optional<Variable> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Every variable, in the order of creation. */
  public List<Variable> all() {
    return List.copyOf(byName.values());
  }

  /** What an optimizer of that group trains, in the order of creation. */
  public List<Variable> trainable(String group) {
    return byName.values().stream()
        .filter(v -> v.role() == Role.TRAINABLE && v.group().equals(group))
        .toList();
  }

  /** What a checkpoint holds: all but frozen weights, in the order of creation. */
  List<Variable> stored() {
    return byName.values().stream().filter(v -> v.role() != Role.FROZEN).toList();
  }

  /**
   * Notes which scope updates a state variable. Two scopes would race within one step, each from
   * the value at its start, and the later would silently undo the earlier.
   */
  void claimUpdates(Variable variable, Scope scope) {
    Scope first = updaters.putIfAbsent(variable.name(), scope);
    if (first != null && first != scope) {
      throw new IllegalStateException(
          "variable "
              + variable.name()
              + " is updated by two scopes; build all passes of a step in one scope, or the later"
              + " ones in scope.readingAfter(...)");
    }
  }
}
