// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.dataset.ResponseScaling.Repeats;
import org.voxel2pixel.signal.BlockWindow;

/** Test runs that show the same, to be averaged volume by volume. */
final class RepeatedRuns {
  private RepeatedRuns() {}

  /** Whether runs are put together: every volume is a sample and repeats are averaged. */
  static boolean areAveraged(PreparationSettings settings) {
    return !settings.ofBlocks() && settings.scaling().repeats() != Repeats.SINGLE;
  }

  /** Runs with the same events, in the order of the first of each. */
  static List<List<CheckedRun>> groups(List<CheckedRun> runs) {
    List<List<CheckedRun>> groups = new ArrayList<>();
    for (CheckedRun run : runs) {
      List<CheckedRun> group =
          groups.stream().filter(g -> showTheSame(run, g.get(0))).findFirst().orElse(null);
      if (group == null) groups.add(new ArrayList<>(List.of(run)));
      else group.add(run);
    }
    return groups;
  }

  /**
   * Requires repeats of equal length.
   *
   * @throws BadInputException naming the first run that is longer or shorter
   */
  static void requireEqualLength(List<CheckedRun> group) {
    CheckedRun first = group.get(0);
    for (CheckedRun run : group) {
      if (run.volumeCount() != first.volumeCount()) {
        throw new BadInputException(
            run.bold(),
            first.volumeCount() + " volumes, as " + first.name() + " with the same events has",
            run.volumeCount() + " volumes",
            "cut both to the same length, leave one out, or keep repeats single");
      }
    }
  }

  /** Whether both show the same at the same times, to a millisecond. */
  private static boolean showTheSame(CheckedRun run, CheckedRun other) {
    List<StimulusEvent> mine = run.events();
    List<StimulusEvent> theirs = other.events();
    if (mine.isEmpty() || mine.size() != theirs.size()) return false;
    for (int e = 0; e < mine.size(); e++) {
      StimulusEvent a = mine.get(e);
      StimulusEvent b = theirs.get(e);
      boolean same =
          a.what().equals(b.what())
              && differ(a.onsetSec(), b.onsetSec()) <= BlockWindow.ROUNDING_SEC
              && differ(a.durationSec(), b.durationSec()) <= BlockWindow.ROUNDING_SEC;
      if (!same) return false;
    }
    return true;
  }

  private static double differ(double a, double b) {
    return Math.abs(a - b);
  }
}
