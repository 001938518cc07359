// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import java.util.List;
import org.voxel2pixel.nn.graph.NetworkSession;

/** A network in training: one step at a time, all its state in the variables of one session. */
public interface TrainingNetwork extends AutoCloseable {

  /** Names of the losses that {@link #step} returns. */
  List<String> lossNames();

  /** Examples in each batch. */
  int batchSize();

  /**
   * Makes one step.
   *
   * @param step steps made before this one; together with the seed it fixes every random choice
   * @return the losses of this batch, in the order of {@link #lossNames}
   */
  float[] step(Batch batch, long step);

  /** The session that owns the variables, for checkpoints. */
  NetworkSession session();

  @Override
  void close();
}
