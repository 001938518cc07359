// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.voxel2pixel.BadInputException;

/**
 * The pictures of a run, from its BIDS events.tsv (columns onset, duration, stim_file), sorted by
 * onset. Rows whose stim_file is {@code n/a}, such as rest, are no picture.
 *
 * @param file the table
 * @param events ascending in onset
 */
record EventsFile(Path file, List<StimulusEvent> events) {

  /** An event may begin this much after a volume and still be on the screen at it: rounding. */
  static final double TOLERANCE_SEC = 1e-3;

  /** What {@link #eventOfVolume} says where nothing was on the screen. */
  static final int NO_EVENT = -1;

  /** Reads the table; adds what is odd but readable to {@code warnings}. */
  static EventsFile read(Path file, List<String> warnings) {
    TsvTable table = TsvTable.read(file, "onset", "duration", "stim_file");
    List<StimulusEvent> events = new ArrayList<>();
    boolean sorted = true;
    double last = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < table.rowCount(); row++) {
      double onsetSec = table.number(row, "onset");
      double durationSec = duration(table, row, warnings);
      sorted &= onsetSec >= last;
      last = onsetSec;
      String name = table.text(row, "stim_file");
      if (name.equals(TsvTable.MISSING)) continue;
      events.add(new StimulusEvent(onsetSec, durationSec, normalised(table, row, name)));
    }
    if (!sorted) warnings.add(file + ": the events were not in the order of onset; sorted");
    events.sort(Comparator.comparingDouble(StimulusEvent::onsetSec));
    return new EventsFile(file, List.copyOf(events));
  }

  private static double duration(TsvTable table, int row, List<String> warnings) {
    OptionalDouble duration = table.optionalNumber(row, "duration");
    if (duration.isEmpty()) warnings.add(table.place(row, "duration") + ": n/a is taken as 0");
    if (duration.orElse(0) < 0) {
      throw new BadInputException(
          table.place(row, "duration"),
          "a duration of 0 or more",
          table.text(row, "duration"),
          "repair that cell");
    }
    return duration.orElse(0);
  }

  private static String normalised(TsvTable table, int row, String name) {
    if (name.isEmpty()) {
      throw new BadInputException(
          table.place(row, "stim_file"), "a file or n/a", "an empty cell", "repair that cell");
    }
    return Path.of(name).normalize().toString().replace(java.io.File.separatorChar, '/');
  }

  /**
   * Which event each volume shows: that whose {@code [onset, onset + duration)} holds {@code t *
   * trSec}, both ends taken {@link #TOLERANCE_SEC} earlier; {@link #NO_EVENT} where none does.
   *
   * @return {@code [volume]}, index into {@link #events}
   * @throws BadInputException if an event lies outside the run or two pictures claim one volume
   */
  int[] eventOfVolume(int volumeCount, double trSec) {
    int[] eventOfVolume = new int[volumeCount];
    Arrays.fill(eventOfVolume, NO_EVENT);
    for (int e = 0; e < events.size(); e++) {
      StimulusEvent event = events.get(e);
      requireInside(event, volumeCount * trSec);
      int first = (int) Math.max(0, Math.ceil((event.onsetSec() - TOLERANCE_SEC) / trSec));
      for (int t = first; t < volumeCount && t * trSec < event.endSec() - TOLERANCE_SEC; t++) {
        int other = eventOfVolume[t];
        if (other != NO_EVENT && !events.get(other).file().equals(event.file())) {
          throw new BadInputException(
              file,
              "one picture at a time",
              events.get(other).file() + " and " + event.file() + " at " + t * trSec + " s",
              "shorten the durations or move the onsets");
        }
        eventOfVolume[t] = e;
      }
    }
    return eventOfVolume;
  }

  private void requireInside(StimulusEvent event, double runSec) {
    boolean before = event.endSec() <= TOLERANCE_SEC && event.onsetSec() < 0;
    boolean after = event.onsetSec() >= runSec;
    if (before || after) {
      throw new BadInputException(
          file,
          "events within the run, 0 to " + runSec + " s",
          event.file() + " at " + event.onsetSec() + " s for " + event.durationSec() + " s",
          "check that the events belong to this run and count from its first stored volume");
    }
  }
}
