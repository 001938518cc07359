// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.TrainingNetwork;

/**
 * Trains a network step by step, with checkpoints, a log, previews, measurements on held-out
 * examples, and a stop at NaN. Resuming from a checkpoint equals never having stopped, bit for bit
 * on the same machine and thread count: every variable is in the checkpoint, and every random
 * choice and every measurement depends on seed and step alone.
 *
 * <p>One loop trains once: make a new one to go on.
 */
public final class TrainingLoop {
  private final TrainingNetwork network;
  private final ExampleSource examples;
  private final RunFolder run;
  private final Schedule schedule;
  private final Preview preview;
  private final Optional<Supervision> supervision;
  private final CollapseWatch collapse;
  private final LongSupplier nanoTime;
  private final double stepsPerEpoch;

  /**
   * How long to train and how often to save.
   *
   * @param steps steps in all, those of an earlier part of the run counted in
   * @param checkpointEverySec seconds between checkpoints; one more is always made at the end
   * @param previewEverySec seconds between previews
   * @param seed of the order of the examples
   * @param writing whether training goes on while a checkpoint is written
   */
  public record Schedule(
      long steps, double checkpointEverySec, double previewEverySec, long seed, Writing writing) {
    public Schedule {
      if (steps < 1) throw new IllegalArgumentException("steps must be >= 1, was " + steps);
    }

    /** Writing in the background. */
    public Schedule(long steps, double checkpointEverySec, double previewEverySec, long seed) {
      this(steps, checkpointEverySec, previewEverySec, seed, Writing.BACKGROUND);
    }
  }

  /** Without validation. */
  public TrainingLoop(
      TrainingNetwork network,
      ExampleSource examples,
      RunFolder run,
      Schedule schedule,
      Preview preview) {
    this(network, examples, run, schedule, preview, Optional.empty(), System::nanoTime);
  }

  /**
   * @param examples to train on
   * @param preview called now and then
   * @param validation measures on examples that are none of {@code examples}
   * @throws BadInputException if the examples are fewer than 2 or than a batch, or if the training
   *     would end before its first measurement
   */
  public TrainingLoop(
      TrainingNetwork network,
      ExampleSource examples,
      RunFolder run,
      Schedule schedule,
      Preview preview,
      Validation validation) {
    this(network, examples, run, schedule, preview, Optional.of(validation), System::nanoTime);
  }

  TrainingLoop(
      TrainingNetwork network,
      ExampleSource examples,
      RunFolder run,
      Schedule schedule,
      Preview preview,
      Optional<Validation> validation,
      LongSupplier nanoTime) {
    requireBatch(examples, network.batchSize());
    this.network = network;
    this.examples = examples;
    this.run = run;
    this.schedule = schedule;
    this.preview = preview;
    this.nanoTime = nanoTime;
    collapse = new CollapseWatch(network.adversarialLosses(), network.lossNames());
    stepsPerEpoch = (double) examples.count() / network.batchSize();
    supervision = validation.map(v -> new Supervision(v, points(v), schedule.steps()));
  }

  /**
   * Refuses measurements that are so rare that the training would end before the first; asked
   * before a run is made.
   */
  public static void requireMeasured(
      double everyEpochs, ExampleSource examples, int batchSize, long steps) {
    new ValidationPoints(everyEpochs, examples.count(), batchSize, steps);
  }

  private ValidationPoints points(Validation validation) {
    return new ValidationPoints(
        validation.everyEpochs(), examples.count(), network.batchSize(), schedule.steps());
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
   *     or has made more steps than the schedule has, or if its best weights are gone
   */
  public long restore() {
    Optional<Path> newest = run.newestCheckpoint();
    if (newest.isEmpty()) return 0;
    Path file = newest.get();
    Map<String, String> metadata = network.restore(file);
    if (!run.identity().equals(metadata.get(Checkpoints.RUN))) {
      throw new BadInputException(
          file,
          "a checkpoint of the run in " + run.folder(),
          "one of a run with another dataset, seed or settings",
          "put this run's own checkpoint back, or delete this one to go on from an older");
    }
    long done = Long.parseLong(metadata.get(Checkpoints.STEP));
    if (done > schedule.steps()) {
      throw new BadInputException(
          file,
          "at most the " + schedule.steps() + " steps that are asked for",
          done + " steps made already",
          "ask for more epochs");
    }
    collapse.read(metadata);
    supervision.ifPresent(s -> s.resume(metadata, run));
    return done;
  }

  /**
   * Trains up to the schedule's number of steps, or until validation gets no better.
   *
   * @param from steps made already
   * @throws TrainingDivergedException if a loss is NaN or infinite, or a variable that is to be
   *     saved
   * @throws CancelledException after a last checkpoint, if the user asked to stop
   * @throws java.io.UncheckedIOException if a checkpoint could not be written, at the next step
   */
  public Outcome train(long from, Progress progress) {
    try (StepTable log = table(run.log(), network.lossNames(), from);
        Checkpoints checkpoints = new Checkpoints(network, run, schedule.writing())) {
      if (supervision.isEmpty()) {
        return new Pass(log, Optional.empty(), checkpoints, progress).train(from);
      }
      try (StepTable measured = table(run.validationLog(), Supervision.COLUMNS, from)) {
        return new Pass(log, Optional.of(measured), checkpoints, progress).train(from);
      }
    }
  }

  private StepTable table(Path file, List<String> columns, long from) {
    return new StepTable(file, columns, stepsPerEpoch, from, nanoTime);
  }

  /** One call of {@link #train}. */
  private final class Pass {
    private final StepTable log;
    private final Optional<StepTable> measured;
    private final Checkpoints checkpoints;
    private final Progress progress;
    private final RunWarnings warnings = new RunWarnings(run.warnings());
    private final ShuffledOrder order = new ShuffledOrder(examples.count(), schedule.seed());
    private final Ticker checkpointTicker = new Ticker(schedule.checkpointEverySec(), nanoTime);
    private final Ticker previewTicker = new Ticker(schedule.previewEverySec(), nanoTime);
    private Map<String, String> saved = Map.of();

    Pass(StepTable log, Optional<StepTable> measured, Checkpoints checkpoints, Progress progress) {
      this.log = log;
      this.measured = measured;
      this.checkpoints = checkpoints;
      this.progress = progress;
    }

    Outcome train(long from) {
      long step = from;
      while (true) {
        stopIfAsked(step);
        boolean stopped = isMeasuredNow(step) && !measure(step);
        if (stopped) continue;
        boolean idle = checkpoints.idle(); // asked at every step, for its errors
        if (idle && checkpointTicker.due()) save(step);
        if (isEnd(step)) break;
        makeStep(step++);
        if (previewTicker.take()) look(step, preview.show(step));
      }
      save(step);
      checkpoints.await();
      look(step, preview.show(step));
      return outcome(step);
    }

    private boolean isMeasuredNow(long step) {
      return supervision.isPresent() && supervision.get().due(step);
    }

    private boolean isEnd(long step) {
      return step >= schedule.steps() || isOver();
    }

    private boolean isOver() {
      return supervision.isPresent() && supervision.get().isOver();
    }

    private void makeStep(long step) {
      Batch batch = Batch.gather(examples, order.batch(step, network.batchSize()));
      float[] losses = network.step(batch, step);
      requireFinite(losses, step + 1);
      List<Float> cells = new ArrayList<>();
      for (float loss : losses) cells.add(loss);
      log.add(step + 1, cells);
      progress.report(describe(step + 1, losses), step + 1, schedule.steps());
      collapse.see(losses).forEach(sentence -> warn(step + 1, sentence));
    }

    private void requireFinite(float[] losses, long step) {
      for (int i = 0; i < losses.length; i++) {
        if (Float.isFinite(losses[i])) continue;
        checkpoints.await(); // the last good one may be on its way
        throw checkpoints.diverged(network.lossNames().get(i) + " loss", losses[i], step);
      }
    }

    /** Whether it was measured, and not stopped by the user meanwhile. */
    private boolean measure(long step) {
      Optional<ValidationScore> score =
          supervision.get().measure(network, step, measured.orElseThrow(), checkpoints, progress);
      if (score.isEmpty()) return false;
      log.flush();
      String text =
          String.format(
              Locale.ROOT,
              "validation after step %d: r %.4f  mse %.5f",
              step,
              score.get().correlation(),
              score.get().mse());
      progress.report(text + supervision.get().summary(), step, schedule.steps());
      look(step, Optional.of(score.get().spread()));
      return true;
    }

    /** A network that has just begun paints one grey image: that is no fault yet. */
    private void look(long step, Optional<Spread> spread) {
      if (spread.isEmpty() || step < stepsPerEpoch || !spread.get().isConstant()) return;
      warn(
          step,
          "all reconstructions are one image, whatever the network is fed; look at the previews,"
              + " lower the learning rate or train longer");
    }

    private void warn(long step, String sentence) {
      if (!warnings.add(step, sentence)) return;
      progress.report("warning: " + sentence, Math.min(step, schedule.steps()), schedule.steps());
    }

    private void stopIfAsked(long done) {
      if (isEnd(done) && !isMeasuredNow(done) || !progress.isCancelled()) return;
      save(done);
      checkpoints.await();
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

    private void save(long done) {
      checkpointTicker.restart();
      log.flush();
      Map<String, String> more = new LinkedHashMap<>();
      collapse.writeTo(more);
      supervision.ifPresent(s -> s.book().writeTo(more));
      Map<String, String> now = new LinkedHashMap<>(more);
      now.put(Checkpoints.STEP, Long.toString(done));
      if (now.equals(saved)) return; // is written, or being written
      saved = now;
      checkpoints.save(done, more, supervision.flatMap(s -> s.book().best()).map(b -> b.step()));
    }

    private Outcome outcome(long step) {
      Outcome.End end = step < schedule.steps() ? Outcome.End.NO_BETTER : Outcome.End.COMPLETE;
      if (end == Outcome.End.NO_BETTER) {
        String text = "stopped early after step " + step + ": validation got no better";
        progress.report(text + supervision.get().summary(), step, schedule.steps());
      }
      return new Outcome(step, end, supervision.flatMap(s -> s.book().best()));
    }

    private String describe(long step, float[] losses) {
      StringBuilder text = new StringBuilder("step " + step);
      for (int i = 0; i < losses.length; i++) {
        text.append(String.format(Locale.ROOT, "  %s %.4f", network.lossNames().get(i), losses[i]));
      }
      return text + supervision.map(Supervision::summary).orElse("") + warnings.summary();
    }
  }
}
