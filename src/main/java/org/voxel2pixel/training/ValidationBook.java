// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.Map;
import java.util.Optional;
import org.voxel2pixel.training.Outcome.Best;

/**
 * What the measurements have shown so far; a checkpoint carries it, so that a resumed run knows its
 * best and how long it has waited for a better one.
 *
 * @param at step of the last measurement; 0 before the first
 * @param best the best measurement so far; empty while no correlation was defined
 * @param withoutBetter measurements since the best
 */
record ValidationBook(long at, Optional<Best> best, int withoutBetter) {
  private static final String AT = "validation.at";
  private static final String BEST_STEP = "validation.best.step";
  private static final String CORRELATION = "validation.best.correlation";
  private static final String MSE = "validation.best.mse";
  private static final String WITHOUT_BETTER = "validation.withoutBetter";

  static ValidationBook empty() {
    return new ValidationBook(0, Optional.empty(), 0);
  }

  /** With one measurement more. */
  ValidationBook with(long step, ValidationScore score) {
    boolean better =
        !Double.isNaN(score.correlation())
            && (best.isEmpty() || score.correlation() > best.get().correlation());
    return better
        ? new ValidationBook(step, Optional.of(new Best(step, score.correlation(), score.mse())), 0)
        : new ValidationBook(step, best, withoutBetter + 1);
  }

  /** Whether the last measurement was the best. */
  boolean bestIsNew() {
    return best.isPresent() && best.get().step() == at;
  }

  void writeTo(Map<String, String> metadata) {
    metadata.put(AT, Long.toString(at));
    metadata.put(WITHOUT_BETTER, Integer.toString(withoutBetter));
    best.ifPresent(
        b -> {
          metadata.put(BEST_STEP, Long.toString(b.step()));
          metadata.put(CORRELATION, Double.toString(b.correlation()));
          metadata.put(MSE, Double.toString(b.mse()));
        });
  }

  /** Of a checkpoint's metadata, which are safe by its checksum; empty if it has none. */
  static ValidationBook read(Map<String, String> metadata) {
    if (!metadata.containsKey(AT)) return empty();
    Optional<Best> best =
        Optional.ofNullable(metadata.get(BEST_STEP))
            .map(
                step ->
                    new Best(
                        Long.parseLong(step),
                        Double.parseDouble(metadata.get(CORRELATION)),
                        Double.parseDouble(metadata.get(MSE))));
    return new ValidationBook(
        Long.parseLong(metadata.get(AT)), best, Integer.parseInt(metadata.get(WITHOUT_BETTER)));
  }
}
