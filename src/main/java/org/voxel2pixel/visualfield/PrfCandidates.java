// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * The places of a {@link CandidateGrid} with each one's prediction, scaled to a norm of 1 over all
 * rows. Candidates that see next to nothing vary are left out: their shape would be that of the few
 * pixels at the end of their tails. Immutable.
 */
final class PrfCandidates {
  private static final double LEAST_ENERGY = 1e-6; // of the greatest

  private final double[][] places; // [candidate]
  private final float[][] predictions; // [candidate][row]
  private final double[][] energies; // [candidate][fold], sum of squares; 1 over all folds
  private final double leastEnergy;

  PrfCandidates(PrfRows rows, int foldCount, List<double[]> grid, Progress progress) {
    float[][] raw = new float[grid.size()][];
    double[] energy = new double[grid.size()];
    ParallelChunks.run(
        grid.size(),
        64,
        done -> {
          progress.checkCancelled();
          progress.report("predicting candidate fields", done, grid.size());
        },
        c -> {
          raw[c] = new float[rows.rowCount()];
          rows.predict(grid.get(c), raw[c]);
          energy[c] = Moments.dot(raw[c], raw[c], 0, raw[c].length);
        });
    double greatest = Arrays.stream(energy).max().orElse(0);
    if (!(greatest > 0)) {
      throw new BadInputException(
          "stimuli", "frames that differ", "the same frame throughout", "check the stimuli");
    }
    leastEnergy = LEAST_ENERGY * greatest;
    List<Integer> seeing = new ArrayList<>();
    for (int c = 0; c < raw.length; c++) if (energy[c] > leastEnergy) seeing.add(c);
    places = new double[seeing.size()][];
    predictions = new float[places.length][];
    energies = new double[places.length][foldCount];
    for (int c = 0; c < places.length; c++) {
      int from = seeing.get(c);
      places[c] = grid.get(from);
      predictions[c] = raw[from];
      double scale = 1 / Math.sqrt(energy[from]);
      for (int t = 0; t < raw[from].length; t++) raw[from][t] *= (float) scale;
      for (int fold = 0; fold < foldCount; fold++) {
        energies[c][fold] =
            Moments.dot(raw[from], raw[from], rows.foldStart(fold), rows.foldStart(fold + 1));
      }
    }
  }

  int count() {
    return places.length;
  }

  /** Not to be changed. */
  double[] place(int candidate) {
    return places[candidate];
  }

  /** {@code [row]}; not to be changed. */
  float[] prediction(int candidate) {
    return predictions[candidate];
  }

  /** Sum of squares over a fold's rows. */
  double energy(int candidate, int fold) {
    return energies[candidate][fold];
  }

  /** A prediction whose sum of squares is less sees next to nothing. */
  double leastEnergy() {
    return leastEnergy;
  }
}
