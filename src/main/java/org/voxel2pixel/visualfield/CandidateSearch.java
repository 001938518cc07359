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
  private final double[][] scales; // [set][voxel], 1 / root sum of squares of the data

  private CandidateSearch(ResponseTile tile, int folds) {
    int sets = setCount(folds);
    best = new int[sets][tile.count()];
    scores = new double[sets][tile.count()];
    scales = new double[sets][tile.count()];
    for (int set = 0; set < sets; set++) {
      Arrays.fill(best[set], NONE);
      for (int v = 0; v < tile.count(); v++) {
        double heldOut = set < sets - 1 ? tile.energy(v, set) : 0;
        double left = tile.norm(v) > 0 ? 1 - heldOut : 0;
        scales[set][v] = left > LEAST_LEFT ? 1 / Math.sqrt(left) : 0;
      }
    }
  }

  static CandidateSearch of(
      PrfCandidates candidates, PrfRows rows, ResponseTile tile, int folds, Polarity polarity) {
    CandidateSearch search = new CandidateSearch(tile, folds);
    int count = tile.count();
    RowProducts products = new RowProducts(count);
    double[][] dots = new double[folds][count];
    double[] totals = new double[count];
    double[] left = new double[count];
    for (int c = 0; c < candidates.count(); c++) {
      Arrays.fill(totals, 0);
      for (int fold = 0; fold < folds; fold++) {
        int from = rows.foldStart(fold);
        int to = rows.foldStart(fold + 1);
        products.of(candidates.prediction(c), from, to, tile.rows(), dots[fold]);
        for (int v = 0; v < count; v++) totals[v] += dots[fold][v];
      }
      for (int set = 0; set < search.best.length - 1; set++) {
        for (int v = 0; v < count; v++) left[v] = totals[v] - dots[set][v];
        search.offer(c, set, 1 - candidates.energy(c, set), left, polarity);
      }
      search.offer(c, search.best.length - 1, 1, totals, polarity);
    }
    return search;
  }

  /**
   * @param energy of the candidate's prediction over the set
   * @param dots its products with each voxel over the set
   */
  private void offer(int candidate, int set, double energy, double[] dots, Polarity polarity) {
    if (energy < LEAST_LEFT) return;
    double scale = 1 / Math.sqrt(energy);
    double[] highest = scores[set];
    for (int v = 0; v < dots.length; v++) {
      double score = polarity.score(dots[v] * scale * scales[set][v]);
      if (score > highest[v]) {
        highest[v] = score;
        best[set][v] = candidate;
      }
    }
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
