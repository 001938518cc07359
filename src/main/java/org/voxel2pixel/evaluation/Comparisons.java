// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.evaluation;

/** The outcome of one reconstruction's comparisons: its own image against every other one. */
record Comparisons(int wonCount, int tieCount, int undefinedCount, int lureCount) {

  /**
   * @param similarity {@code similarity[image]} to the reconstruction, NaN where undefined
   * @param own the image that it is a reconstruction of, or is labelled as
   */
  static Comparisons of(double[] similarity, int own) {
    int won = 0;
    int tied = 0;
    int undefined = 0;
    for (int lure = 0; lure < similarity.length; lure++) {
      if (lure == own) continue;
      if (similarity[own] > similarity[lure]) won++;
      else if (similarity[own] == similarity[lure]) tied++;
      else if (!(similarity[own] < similarity[lure])) undefined++; // one of them is NaN
    }
    return new Comparisons(won, tied, undefined, similarity.length - 1);
  }

  /** The fraction identified, 0..1. */
  double accuracy(TieRule ties) {
    return (wonCount + ties.credit() * (tieCount + undefinedCount)) / lureCount;
  }
}
