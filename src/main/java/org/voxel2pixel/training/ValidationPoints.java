// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import org.voxel2pixel.BadInputException;

/**
 * The steps after which a network is measured: {@code floor(k * interval)}, k = 1, 2, ..., where
 * the interval is so many passes over the training examples, in steps. They depend on nothing else,
 * least of all on time, so that a resumed run is measured where one never stopped is; and the last
 * step of a training of whole passes is one of them.
 */
final class ValidationPoints {
  private static final double ROUNDING = 1e-9;

  private final double intervalSteps;

  /**
   * @param steps steps of the whole training
   * @throws BadInputException if none of them would be one
   */
  ValidationPoints(double everyEpochs, int exampleCount, int batchSize, long steps) {
    intervalSteps = everyEpochs * exampleCount / batchSize;
    if (Math.floor(intervalSteps + ROUNDING) <= steps) return;
    throw new BadInputException(
        "validateevery",
        "at most the epochs of the training, %d steps".formatted(steps),
        "%s epochs, %.0f steps".formatted(everyEpochs, intervalSteps),
        "measure more often or train longer");
  }

  /** Whether to measure when {@code step} steps have been made. */
  boolean at(long step) {
    if (step < 1) return false;
    double k = Math.ceil((step - ROUNDING) / intervalSteps);
    return (long) Math.floor(k * intervalSteps + ROUNDING) == step;
  }
}
