// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Volumes {@code first}, ..., {@code end - 1} of a run: those that begin in a stretch of time.
 *
 * @param first may be below 0, where nothing was recorded
 * @param end may be beyond the run; not above {@code first} if no volume begins in that time
 */
record VolumeWindow(int first, int end) {
  /** A time may lie this much beside a volume's begin and still count as it: rounding. */
  static final double TOLERANCE_SEC = 1e-3;

  /** Of a TR, for quotients that would be whole numbers but for the last bits of a double. */
  private static final double ROUNDING_TR = 1e-9;

  /** The volumes {@code t} with {@code from <= t * trSec < to}, both ends taken 1 ms earlier. */
  static VolumeWindow between(double fromSec, double toSec, double trSec) {
    return new VolumeWindow(firstFrom(fromSec, trSec), firstFrom(toSec, trSec));
  }

  /** The response to a block: volumes that begin in {@code [onset, end)}, shifted. */
  static VolumeWindow of(StimulusEvent block, double shiftSec, double trSec) {
    return between(block.onsetSec() + shiftSec, block.endSec() + shiftSec, trSec);
  }

  /** What is on the screen during an event: volumes that begin in {@code [onset, end)}. */
  static VolumeWindow of(StimulusEvent event, double trSec) {
    return of(event, 0, trSec);
  }

  private static int firstFrom(double sec, double trSec) {
    return (int) Math.ceil((sec - TOLERANCE_SEC) / trSec - ROUNDING_TR);
  }

  /** Whether all of it was recorded. */
  boolean isInside(int volumeCount) {
    return first >= 0 && end <= volumeCount;
  }

  boolean isEmpty() {
    return end <= first;
  }

  /** The events whose windows share a volume with the window before them. */
  static List<StimulusEvent> overlapping(
      List<StimulusEvent> blocks, double shiftSec, double trSec) {
    ArrayList<StimulusEvent> overlapping = new ArrayList<>();
    int busyUntil = Integer.MIN_VALUE;
    for (StimulusEvent block : blocks) {
      VolumeWindow window = of(block, shiftSec, trSec);
      if (window.first < busyUntil) overlapping.add(block);
      busyUntil = Math.max(busyUntil, window.end);
    }
    return overlapping;
  }
}
