// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.Reconstructor;
import org.voxel2pixel.model.baseline.RidgeRegression;
import org.voxel2pixel.model.baseline.RidgeSettings;

/** The models that can be fitted anew for each fold of a cross-validation. */
final class Reconstructors {
  /** Their names, as commands have them. */
  static final List<String> NAMES = List.of("ridge", ShenTask.MODEL);

  private Reconstructors() {}

  /**
   * @param overrides settings replaced one by one, {@code name=value} apart by spaces
   * @param seed of what is random in the model
   */
  static Reconstructor named(String model, String overrides, long seed) {
    return switch (model) {
      case ShenTask.MODEL -> new ShenReconstructor(overrides, seed);
      case "ridge" -> new RidgeRegression(RidgeSettings.standardBut(overrides));
      default ->
          throw new BadInputException(
              "model", "one of " + NAMES, "'" + model + "'", "choose one of them");
    };
  }
}
