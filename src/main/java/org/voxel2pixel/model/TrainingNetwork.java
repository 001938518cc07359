// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.NetworkState;

/** A network in training: one step at a time, all its state in the variables of one session. */
public interface TrainingNetwork extends AutoCloseable {

  /** Names of the losses that {@link #step} returns. */
  List<String> lossNames();

  /**
   * Which of its losses two networks play against each other, so that the end of their balance is
   * noticed; nothing if there is no such play.
   */
  default AdversarialLosses adversarialLosses() {
    return AdversarialLosses.none();
  }

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

  /** All that a resumed run needs, as it is when it is asked for. */
  default NetworkState state() {
    return NetworkState.of(session());
  }

  /**
   * Sets the whole state to that of a checkpoint.
   *
   * @return the checkpoint's metadata
   * @throws org.voxel2pixel.BadInputException if the file is damaged or of another network; then
   *     nothing is changed
   */
  default Map<String, String> restore(Path checkpoint) {
    return Checkpoint.restore(session(), checkpoint);
  }

  @Override
  void close();
}
