// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import org.voxel2pixel.BadInputException;
import org.voxel2pixel.model.SettingsJson;

/**
 * The choices of a ridge regression.
 *
 * @param lambdas penalties to choose from, ascending, relative to the number of inputs; one alone
 *     is taken as it is
 * @param innerFolds parts of the training examples that are held out in turn to choose
 */
public record RidgeSettings(double[] lambdas, int innerFolds) {
  private static final double LARGEST = 1e12;

  public RidgeSettings {
    lambdas = lambdas.clone();
    if (lambdas.length == 0) throw bad("lambdas", "at least one penalty", "none");
    for (int k = 0; k < lambdas.length; k++) {
      boolean ascending = k == 0 || lambdas[k] > lambdas[k - 1];
      if (lambdas[k] > 0 && lambdas[k] <= LARGEST && ascending) continue;
      throw bad("lambdas", "ascending numbers above 0, to " + LARGEST, lambdas[k] + " at " + k);
    }
    if (innerFolds < 2 || innerFolds > 1000) {
      throw bad("innerFolds", "2 to 1000", Integer.toString(innerFolds));
    }
  }

  @Override
  public double[] lambdas() {
    return lambdas.clone();
  }

  /** 0.001, 0.003, 0.01 and so on to 1000; 5 inner folds. */
  public static RidgeSettings standard() {
    return new RidgeSettings(
        new double[] {1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000}, 5);
  }

  /** The standard with {@code name=value} overrides, such as {@code lambdas=[0.1,1]}. */
  public static RidgeSettings standardBut(String overrides) {
    return SettingsJson.override(standard(), SettingsJson.parsePairs(overrides));
  }

  private static BadInputException bad(String what, String expected, String found) {
    return new BadInputException("override " + what, expected, found, "correct it");
  }
}
