// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.NetworkState;

/**
 * Writes the checkpoints of a run and its best weights, one file after the other, each whole or not
 * at all. What a newer file replaces is deleted when the newer one is complete, never before. A
 * state that is not finite is not written.
 */
final class Checkpoints implements AutoCloseable {
  static final String STEP = "step";
  static final String RUN = "run";
  private static final int BEST_OF_CHECKPOINTS = 2; // as many checkpoints as are kept

  private final TrainingNetwork network;
  private final RunFolder run;
  private final Writing writing;
  private final BackgroundWriter writer = new BackgroundWriter();

  /** Best steps that the last checkpoints speak of; of the thread that writes. */
  private final Deque<Optional<Long>> bestSteps = new ArrayDeque<>();

  Checkpoints(TrainingNetwork network, RunFolder run, Writing writing) {
    this.network = network;
    this.run = run;
    this.writing = writing;
  }

  /**
   * Whether a checkpoint begun now would not have to wait for another.
   *
   * @throws RuntimeException what went wrong with the last one
   */
  boolean idle() {
    return writer.idle();
  }

  /** Writes, or begins to write, the network's state after a step. */
  void save(long step, Map<String, String> more, Optional<Long> bestStep) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(RUN, run.identity());
    metadata.put(STEP, Long.toString(step));
    metadata.putAll(more);
    write(
        network.state(),
        step,
        state -> {
          Checkpoint.save(state, run.checkpoint(step), metadata);
          run.deleteOldCheckpoints();
          deleteOldBest(bestStep);
        });
  }

  /** Writes, or begins to write, weights that are the best so far. */
  void saveBest(long step, NetworkState weights) {
    Map<String, String> metadata = Map.of(RUN, run.identity(), STEP, Long.toString(step));
    write(weights, step, state -> Checkpoint.save(state, run.best(step), metadata));
  }

  /** Waits until all is written. */
  void await() {
    writer.await();
  }

  private interface Saving {
    void save(NetworkState state);
  }

  private void write(NetworkState state, long step, Saving saving) {
    await();
    if (writing == Writing.IN_PLACE) {
      requireFinite(state, step);
      saving.save(state);
      return;
    }
    NetworkState copy = state.copy();
    writer.begin(
        () -> {
          requireFinite(copy, step);
          saving.save(copy);
        });
  }

  private void deleteOldBest(Optional<Long> bestStep) {
    bestSteps.addLast(bestStep);
    if (bestSteps.size() > BEST_OF_CHECKPOINTS) bestSteps.removeFirst();
    if (bestSteps.size() < BEST_OF_CHECKPOINTS) return; // an older checkpoint may speak of others
    HashSet<Long> kept = new HashSet<>();
    bestSteps.forEach(best -> best.ifPresent(kept::add));
    run.deleteBestOtherThan(kept);
  }

  /** The update after the last finite losses may have ruined a weight: such a state is not kept. */
  private void requireFinite(NetworkState state, long step) {
    for (NetworkState.Entry entry : state.entries()) {
      for (float value : entry.values().get()) {
        if (!Float.isFinite(value)) throw diverged("variable " + entry.name(), value, step);
      }
    }
  }

  TrainingDivergedException diverged(String what, float value, long step) {
    Optional<Path> newest = run.newestCheckpoint();
    String kept =
        newest
            .map(file -> "the last good checkpoint is " + file)
            .orElse("no checkpoint had been made yet");
    return new TrainingDivergedException(run.folder(), what, value, step, kept);
  }

  @Override
  public void close() {
    writer.close();
  }
}
