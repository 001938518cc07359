// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.Arrays;

/**
 * The candidate that correlates best with each voxel of a tile, for each training set: all volumes
 * but those of one fold, and last all volumes. The sums over each fold serve all sets.
 */
final class CandidateSearch {
  static final int NONE = -1;

  /** Left of a series when a fold is held out; below this share it is the fold's alone. */
  private static final double LEAST_LEFT = 1e-6;

  private final int[][] best; // [set][voxel]
  private final double[][] scores; // [set][voxel]

  private CandidateSearch(int[][] best, double[][] scores) {
    this.best = best;
    this.scores = scores;
  }

  static CandidateSearch of(
      PrfCandidates candidates,
      PrfRows rows,
      ResponseTile tile,
      PrfTimeline timeline,
      Polarity polarity) {
    int folds = timeline.foldCount();
    int sets = setCount(folds);
    int count = tile.count();
    int[][] best = new int[sets][count];
    double[][] scores = new double[sets][count];
    for (int[] ofSet : best) Arrays.fill(ofSet, NONE);
    double[][] scales = new double[sets][count]; // 1 / root sum of squares of the data
    for (int set = 0; set < sets; set++) {
      for (int v = 0; v < count; v++) {
        double left = tile.norm(v) > 0 ? 1 - (set < sets - 1 ? tile.energy(v, set) : 0) : 0;
        scales[set][v] = left > LEAST_LEFT ? 1 / Math.sqrt(left) : 0;
      }
    }
    RowProducts products = new RowProducts(count);
    double[] dots = new double[folds * count]; // [fold][voxel]
    double[] totals = new double[count];
    for (int c = 0; c < candidates.count(); c++) {
      Arrays.fill(totals, 0);
      for (int fold = 0; fold < folds; fold++) {
        int from = rows.foldStart(fold);
        int to = rows.foldStart(fold + 1);
        products.of(candidates.prediction(c), from, to, tile.rows(), dots, fold * count);
        for (int v = 0; v < count; v++) totals[v] += dots[fold * count + v];
      }
      for (int set = 0; set < sets; set++) {
        boolean all = set == sets - 1;
        double left = all ? 1 : 1 - candidates.energy(c, set);
        if (left < LEAST_LEFT) continue;
        double scale = 1 / Math.sqrt(left);
        for (int v = 0; v < count; v++) {
          double dot = all ? totals[v] : totals[v] - dots[set * count + v];
          double score = polarity.score(dot * scale * scales[set][v]);
          if (score > scores[set][v]) {
            scores[set][v] = score;
            best[set][v] = c;
          }
        }
      }
    }
    return new CandidateSearch(best, scores);
  }

  /** Training sets for a number of folds: without each, and all; only all where there is one. */
  static int setCount(int folds) {
    return folds > 1 ? folds + 1 : 1;
  }

  /** The best candidate, or {@link #NONE} where none has the sign asked for. */
  int best(int set, int voxel) {
    return best[set][voxel];
  }

  /** Its correlation, without sign where either will do; 0 where there is none. */
  double score(int set, int voxel) {
    return scores[set][voxel];
  }
}
