// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Role;
import org.voxel2pixel.nn.graph.Variable;

/**
 * What a step leaves to the next besides weights and Adam's slots. It lives in the variable {@code
 * balance.state} {@code [3]}, in this order, so that a checkpoint holds it.
 *
 * @param balance what the next step trains
 * @param discriminatorUpdates updates of the discriminator so far
 * @param generatorUpdates updates of the generator so far
 */
record TrainingState(Balance balance, long discriminatorUpdates, long generatorUpdates) {
  private static final String NAME = "balance.state";
  private static final String GROUP = "balance";
  private static final int LENGTH = 3;

  /** Registers the variable; both networks train at first. */
  static Variable variable(NetworkGraph graph) {
    return graph.variables().get(NAME, GROUP, Role.STATE, Initializer.zeros(), LENGTH);
  }

  static TrainingState read(NetworkSession session, Variable variable) {
    float[] values = session.read(variable);
    return new TrainingState(Balance.values()[(int) values[0]], (long) values[1], (long) values[2]);
  }

  void write(NetworkSession session, Variable variable) {
    session.assign(
        variable, new float[] {balance.ordinal(), discriminatorUpdates, generatorUpdates});
  }

  /** The state after a step that this one began with. */
  TrainingState after(Balance next) {
    return new TrainingState(
        next,
        discriminatorUpdates + (balance.trainsDiscriminator() ? 1 : 0),
        generatorUpdates + (balance.trainsGenerator() ? 1 : 0));
  }
}
