// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.stimulus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which stored picture is shown when: by its presentation time (decoding time and composition
 * offset), from the begin of the track's edit, or from the first picture where there is no edit.
 * Pictures outside the edit are needed for decoding only.
 */
final class Mp4Timeline {
  /** What stands for a stored picture that is never shown. */
  static final int HIDDEN = -1;

  private static final double UNEVEN = 1.5;

  private final int[] stored; // [shown]
  private final int[] shown; // [stored]
  private final double[] sec; // [shown]
  private final double durationSec;

  private Mp4Timeline(int[] stored, int[] shown, double[] sec, double durationSec) {
    this.stored = stored;
    this.shown = shown;
    this.sec = sec;
    this.durationSec = durationSec;
  }

  /**
   * @param ticksPerSec of the track
   */
  static Mp4Timeline of(FileBytes bytes, Mp4Samples samples, long ticksPerSec, Mp4Edit edit) {
    int[] sorted =
        IntStream.range(0, samples.count())
            .boxed()
            .sorted(Comparator.comparingLong(samples::time))
            .mapToInt(Integer::intValue)
            .toArray();
    if (sorted.length == 0) throw FilmRefusal.damaged(bytes.file(), "0 frames");
    int[] order =
        IntStream.range(0, sorted.length)
            .filter(n -> edit.shows(samples.time(sorted[n]), end(samples, sorted, n)))
            .map(n -> sorted[n])
            .toArray();
    if (order.length == 0) throw FilmRefusal.damaged(bytes.file(), "0 frames in its edit list");
    long begin = edit.isStated() ? edit.beginTick() : samples.time(sorted[0]);
    int[] shown = new int[samples.count()];
    Arrays.fill(shown, HIDDEN);
    double[] sec = new double[order.length];
    for (int n = 0; n < order.length; n++) {
      shown[order[n]] = n;
      long tick = Math.max(0, samples.time(order[n]) - begin);
      sec[n] = edit.delaySec() + (double) tick / ticksPerSec;
      if (n > 0 && sec[n] <= sec[n - 1]) {
        throw FilmRefusal.damaged(bytes.file(), "frames " + (n - 1) + " and " + n + " at one time");
      }
    }
    double end = Math.min(end(samples, sorted, sorted.length - 1), edit.endTick());
    double durationSec = edit.delaySec() + (end - begin) / ticksPerSec;
    return new Mp4Timeline(order, shown, sec, Math.max(durationSec, sec[sec.length - 1]));
  }

  /** When a picture makes place for the next; the last one is as long as its duration says. */
  private static long end(Mp4Samples samples, int[] sorted, int n) {
    long time = samples.time(sorted[n]);
    if (n + 1 < sorted.length) return samples.time(sorted[n + 1]);
    long duration = samples.duration(sorted[n]);
    if (duration > 0 || n == 0) return time + duration;
    return 2 * time - samples.time(sorted[n - 1]); // left out: as long as the one before
  }

  int frameCount() {
    return stored.length;
  }

  /** Where a frame comes in stored order. */
  int stored(int frame) {
    return stored[frame];
  }

  /** Which frame a stored picture is, or {@link #HIDDEN}. */
  int shown(int sample) {
    return shown[sample];
  }

  double sec(int frame) {
    return sec[frame];
  }

  double durationSec() {
    return durationSec;
  }

  /** Empty if the frames come at even times. */
  String unevenness() {
    double shortest = Double.POSITIVE_INFINITY;
    double longest = 0;
    for (int n = 0; n < sec.length; n++) {
      double step = (n + 1 < sec.length ? sec[n + 1] : durationSec) - sec[n];
      shortest = Math.min(shortest, step);
      longest = Math.max(longest, step);
    }
    if (sec.length < 2 || longest < UNEVEN * shortest) return "";
    return String.format(
        Locale.ROOT,
        "frames stay %.1f to %.1f ms (variable frame rate); they are taken by their times",
        shortest * 1e3,
        longest * 1e3);
  }
}
