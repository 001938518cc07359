// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.training.Outcome.Best;

/** When a training is measured on held-out examples, what came of it, and when it is enough. */
final class Supervision {
  static final List<String> COLUMNS =
      List.of("correlation", "mse", "spread", "target_spread", "best_step");

  private final Validation validation;
  private final ValidationPoints points;
  private final long steps;
  private ValidationBook book = ValidationBook.empty();

  /**
   * @param steps steps of the whole training
   */
  Supervision(Validation validation, ValidationPoints points, long steps) {
    this.validation = validation;
    this.steps = steps;
    this.points = points;
  }

  /**
   * Goes on from a checkpoint's metadata.
   *
   * @throws BadInputException if the best weights that it speaks of are gone
   */
  void resume(Map<String, String> metadata, RunFolder run) {
    book = ValidationBook.read(metadata);
    if (book.best().isEmpty()) return;
    Path file = run.best(book.best().get().step());
    if (Files.isRegularFile(file)) return;
    throw new BadInputException(
        file, "the best weights of this run so far", "no such file", "put it back, or train anew");
  }

  /** Whether the network is to be measured before the step after {@code step}. */
  boolean due(long step) {
    return points.at(step) && book.at() < step;
  }

  /**
   * Measures the network as it is, writes a line, and keeps the weights if they are the best.
   *
   * @return empty if the user asked to stop; then all is as before
   */
  Optional<ValidationScore> measure(
      TrainingNetwork network,
      long step,
      StepTable table,
      Checkpoints checkpoints,
      Progress progress) {
    validation.inference().copyFrom(network);
    Optional<ValidationScore> measured = validation.measure(step, steps, progress);
    if (measured.isEmpty()) return measured;
    ValidationScore score = measured.get();
    book = book.with(step, score);
    if (book.bestIsNew()) checkpoints.saveBest(step, validation.inference().state());
    Spread spread = score.spread();
    table.add(
        step,
        List.of(
            score.correlation(),
            score.mse(),
            spread.ofOutputs(),
            spread.ofTargets(),
            bestStep().orElse(0L)));
    table.flush();
    return measured;
  }

  /** Whether so many measurements in a row were no better that training ends. */
  boolean isOver() {
    return validation.patience() > 0 && book.withoutBetter() >= validation.patience();
  }

  ValidationBook book() {
    return book;
  }

  private Optional<Long> bestStep() {
    return book.best().map(Best::step);
  }

  /** For people; nothing before the first measurement. */
  String summary() {
    return book.best()
        .map(
            best ->
                String.format(
                    Locale.ROOT,
                    "; best validation r %.4f at step %d",
                    best.correlation(),
                    best.step()))
        .orElse("");
  }
}
