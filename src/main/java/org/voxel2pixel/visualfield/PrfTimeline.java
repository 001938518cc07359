// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.voxel2pixel.signal.NuisanceRegression;

/**
 * All volumes of an experiment in a row, where runs and folds end in it, and the drift of each
 * piece between two such ends: polynomials that know nothing of the other pieces, so that what is
 * held out stays unseen. Immutable and thread-safe.
 */
final class PrfTimeline {
  private final List<Piece> pieces = new ArrayList<>(); // in order, without gaps
  private final int[] foldStarts; // volume, and the number of volumes at the end
  private final int[] runStarts; // likewise

  private record Piece(int firstVolume, int volumeCount, NuisanceRegression drift) {}

  PrfTimeline(PrfStimulus stimulus, int folds, OptionalInt driftDegree) {
    int runs = stimulus.runCount();
    runStarts = new int[runs + 1];
    for (int run = 0; run < runs; run++) {
      runStarts[run + 1] = runStarts[run] + stimulus.volumeCount(run);
    }
    int volumeCount = runStarts[runs];
    foldStarts = new int[runs > 1 ? Math.min(runs, folds) + 1 : Math.min(volumeCount, folds) + 1];
    for (int fold = 0; fold < foldStarts.length; fold++) {
      foldStarts[fold] =
          runs > 1
              ? runStarts[(int) ((long) runs * fold / foldCount())]
              : (int) ((long) volumeCount * fold / foldCount());
    }
    int[] ends = runs > 1 ? runStarts : foldStarts;
    for (int n = 0; n + 1 < ends.length; n++) {
      int count = ends[n + 1] - ends[n];
      int degree = driftDegree.orElse((int) Math.round(count * stimulus.trSec() / 60 / 2));
      NuisanceRegression drift = NuisanceRegression.of(count, degree, new double[0][], List.of());
      pieces.add(new Piece(ends[n], count, drift));
    }
  }

  int volumeCount() {
    return runStarts[runStarts.length - 1];
  }

  int runCount() {
    return runStarts.length - 1;
  }

  /** First volume of a run. */
  int runStart(int run) {
    return runStarts[run];
  }

  /** Parts to hold out, at least 1. */
  int foldCount() {
    return foldStarts.length - 1;
  }

  /** First volume of a fold; for the number of folds, the number of volumes. */
  int foldStart(int fold) {
    return foldStarts[fold];
  }

  /**
   * Takes each piece's drift off, its mean included.
   *
   * @param values {@code [volume * count + series]}, replaced
   */
  void removeDrift(float[] values, int count) {
    for (Piece piece : pieces) {
      int from = piece.firstVolume * count;
      float[] part = Arrays.copyOfRange(values, from, from + piece.volumeCount * count);
      piece.drift.removeFrom(part, count);
      System.arraycopy(part, 0, values, from, part.length);
    }
  }
}
