// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Variable;

/**
 * Trains a network step by step, with checkpoints, a log, previews, and a stop at NaN. Resuming
 * from a checkpoint equals never having stopped, bit for bit on the same machine and thread count:
 * every variable is in the checkpoint, and every random choice depends on seed and step alone.
 */
public final class TrainingLoop {
  private static final String STEP = "step";
  private static final String RUN = "run";

  private final TrainingNetwork network;
  private final ExampleSource examples;
  private final RunFolder run;
  private final Schedule schedule;
  private final LongConsumer preview;

  /**
   * How long to train and how often to save.
   *
   * @param steps steps in all, those of an earlier part of the run counted in
   * @param checkpointEverySec seconds between checkpoints; one more is always made at the end
   * @param previewEverySec seconds between previews
   * @param seed of the order of the examples
   */
  public record Schedule(long steps, double checkpointEverySec, double previewEverySec, long seed) {
    public Schedule {
      if (steps < 1) throw new IllegalArgumentException("steps must be >= 1, was " + steps);
    }
  }

  /**
   * @param preview called now and then with the number of steps made
   */
  public TrainingLoop(
      TrainingNetwork network,
      ExampleSource examples,
      RunFolder run,
      Schedule schedule,
      LongConsumer preview) {
    requireBatch(examples, network.batchSize());
    this.network = network;
    this.examples = examples;
    this.run = run;
    this.schedule = schedule;
    this.preview = preview;
  }

  /** Refuses examples that are fewer than 2, or than a batch; asked before a run is made. */
  public static void requireBatch(ExampleSource examples, int batchSize) {
    if (examples.count() >= 2 && examples.count() >= batchSize) return;
    throw new BadInputException(
        "training examples",
        "at least 2 and at least a batch of " + batchSize,
        String.valueOf(examples.count()),
        "prepare more data or lower batchSize");
  }

  /**
   * Restores the newest checkpoint of the run and answers how many steps it had made.
   *
   * @throws BadInputException if the checkpoint is damaged, of another network or of another run,
   *     or has made more steps than the schedule has
   */
  public long restore() {
    Optional<Path> newest = run.newestCheckpoint();
    if (newest.isEmpty()) return 0;
    Path file = newest.get();
    Map<String, String> metadata = Checkpoint.restore(network.session(), file);
    if (!run.identity().equals(metadata.get(RUN))) {
      throw new BadInputException(
          file,
          "a checkpoint of the run in " + run.folder(),
          "one of a run with another dataset, seed or settings",
          "put this run's own checkpoint back, or delete this one to go on from an older");
    }
    long done = Long.parseLong(metadata.get(STEP));
    if (done > schedule.steps()) {
      throw new BadInputException(
          file,
          "at most the " + schedule.steps() + " steps that are asked for",
          done + " steps made already",
          "ask for more epochs");
    }
    return done;
  }

  /**
   * Trains up to the schedule's number of steps.
   *
   * @param from steps made already
   * @throws TrainingDivergedException if a loss is NaN or infinite, or a variable that is to be
   *     saved
   * @throws CancelledException after a last checkpoint, if the user asked to stop
   */
  public void train(long from, Progress progress) {
    ShuffledOrder order = new ShuffledOrder(examples.count(), schedule.seed());
    Ticker checkpoints = new Ticker(schedule.checkpointEverySec());
    Ticker previews = new Ticker(schedule.previewEverySec());
    try (LossLog log = new LossLog(run.log(), network.lossNames(), from)) {
      for (long step = from; step < schedule.steps(); step++) {
        stopIfAsked(progress, step, log);
        Batch batch = Batch.gather(examples, order.batch(step, network.batchSize()));
        float[] losses = network.step(batch, step);
        requireFinite(losses, step + 1);
        log.add(step + 1, losses);
        progress.report(describe(step + 1, losses), step + 1, schedule.steps());
        if (checkpoints.due()) save(step + 1, log);
        if (previews.due()) preview.accept(step + 1);
      }
      save(schedule.steps(), log);
    }
    preview.accept(schedule.steps());
  }

  private void stopIfAsked(Progress progress, long done, LossLog log) {
    if (!progress.isCancelled()) return;
    save(done, log);
    throw new CancelledException(
        "training stopped after step "
            + done
            + " of "
            + schedule.steps()
            + "; its checkpoint is kept in "
            + run.folder()
            + ", go on with resume=true",
        CancelledException.Remains.RESUMABLE);
  }

  private void save(long done, LossLog log) {
    log.flush();
    requireFiniteVariables(done);
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(RUN, run.identity());
    metadata.put(STEP, Long.toString(done));
    Checkpoint.save(network.session(), run.checkpoint(done), metadata);
    run.deleteOldCheckpoints();
  }

  private void requireFinite(float[] losses, long step) {
    List<String> names = network.lossNames();
    for (int i = 0; i < losses.length; i++) {
      if (!Float.isFinite(losses[i])) throw diverged(names.get(i) + " loss", losses[i], step);
    }
  }

  /** The update after the last finite losses may have ruined a weight: such a state is not kept. */
  private void requireFiniteVariables(long step) {
    NetworkSession session = network.session();
    for (Variable variable : session.network().variables().all()) {
      for (float value : session.read(variable)) {
        if (!Float.isFinite(value)) throw diverged("variable " + variable.name(), value, step);
      }
    }
  }

  private TrainingDivergedException diverged(String what, float value, long step) {
    String kept =
        run.newestCheckpoint()
            .map(file -> "the last good checkpoint is " + file)
            .orElse("no checkpoint had been made yet");
    return new TrainingDivergedException(run.folder(), what, value, step, kept);
  }

  private String describe(long step, float[] losses) {
    StringBuilder text = new StringBuilder("step " + step);
    for (int i = 0; i < losses.length; i++) {
      text.append(String.format(Locale.ROOT, "  %s %.4f", network.lossNames().get(i), losses[i]));
    }
    return text.toString();
  }

  /** Says when an interval has passed, by the monotonic clock. */
  private static final class Ticker {
    private final long intervalNanos;
    private long last = System.nanoTime();

    Ticker(double intervalSec) {
      intervalNanos = (long) (intervalSec * TimeUnit.SECONDS.toNanos(1));
    }

    boolean due() {
      long now = System.nanoTime();
      if (now - last < intervalNanos) return false;
      last = now;
      return true;
    }
  }
}
