// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.nio.file.Path;
import java.util.List;

/**
 * A training to run.
 *
 * @param dataset the DATASET folder
 * @param run the RUN folder to make, or to go on with
 * @param model name of the model, one of {@link #MODELS}
 * @param preset name of the preset that its settings start from
 * @param overrides settings replaced one by one, {@code name=value} apart by spaces
 * @param minR2 fields that explain less of their voxel are not used
 * @param seed of the initial weights and of every random choice
 * @param start whether to begin, to begin anew or to go on
 * @param threads processor threads of TensorFlow
 * @param care what is held out, and how often is measured and saved
 */
public record TrainRequest(
    Path dataset,
    Path run,
    String model,
    String preset,
    String overrides,
    double minR2,
    long seed,
    Start start,
    int threads,
    TrainingCare care) {

  /** With nothing held out. */
  public TrainRequest(
      Path dataset,
      Path run,
      String model,
      String preset,
      String overrides,
      double minR2,
      long seed,
      Start start,
      int threads) {
    this(
        dataset,
        run,
        model,
        preset,
        overrides,
        minR2,
        seed,
        start,
        threads,
        TrainingCare.standard());
  }

  /** What becomes of the run folder. */
  public enum Start {
    /** It is made; it must not exist or be empty. */
    NEW,
    /** It is made; an earlier run in it is deleted, once all inputs have been checked. */
    REPLACE,
    /** The training in it goes on from its newest checkpoint. */
    RESUME
  }

  /** The models that there are. */
  public static final List<String> MODELS =
      List.of("brain2pix", ShenTask.MODEL, RidgeTraining.MODEL);
}
