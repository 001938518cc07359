// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import java.nio.file.Path;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.NetworkState;

/**
 * A network as it is used after training, in a graph and session of its own: running it leaves the
 * training as it was, to the bit.
 */
public interface InferenceNetwork extends AutoCloseable {

  /** The session that owns its weights. */
  NetworkSession session();

  /**
   * Reconstructs {@code count} images.
   *
   * @return {@code [count][y][x][3]}
   */
  float[] reconstruct(float[] inputs, int count);

  /** Takes the weights and moving statistics that a network in training has now. */
  default void copyFrom(TrainingNetwork training) {
    session().copyFrom(training.session());
  }

  /** Its weights, as they are when they are asked for. */
  default NetworkState state() {
    return NetworkState.of(session());
  }

  /**
   * Takes the weights that a file of {@link #state} holds.
   *
   * @throws org.voxel2pixel.BadInputException if the file is damaged or of another network
   */
  default void restore(Path weights) {
    Checkpoint.restore(session(), weights);
  }

  /** Writes a SavedModel into a folder. */
  void export(Path folder);

  @Override
  void close();
}
