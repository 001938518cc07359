// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import org.voxel2pixel.BadInputException;

/**
 * What a training is watched by, and how often it is saved.
 *
 * @param validation share of the training data that is held out to measure on, 0 to 0.5; 0 none
 * @param validateEvery passes over the training examples from one measurement to the next
 * @param patience measurements in a row without a better one after which training ends; 0 never
 * @param checkpointMin minutes between checkpoints
 */
public record TrainingCare(
    double validation, double validateEvery, int patience, double checkpointMin) {
  private static final double MOST_HELD_OUT = 0.5;

  public TrainingCare {
    require(
        "validation",
        validation >= 0 && validation <= MOST_HELD_OUT,
        "0 to " + MOST_HELD_OUT,
        validation);
    require("validateevery", validateEvery > 0, "more than 0", validateEvery);
    require("patience", patience >= 0, "0 or more", patience);
    require("checkpointmin", checkpointMin > 0, "more than 0", checkpointMin);
    if (patience > 0 && validation == 0) {
      throw new BadInputException(
          "patience " + patience,
          "a validation share to be patient with",
          "validation 0",
          "set validation, such as 0.1, or leave patience out");
    }
  }

  /** Nothing held out, a checkpoint every two minutes. */
  public static TrainingCare standard() {
    return new TrainingCare(0, 1, 0, 2);
  }

  private static void require(String name, boolean holds, String expected, Object found) {
    if (holds) return;
    throw new BadInputException(name, expected, String.valueOf(found), "correct this value");
  }
}
