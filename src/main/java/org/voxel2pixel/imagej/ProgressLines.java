// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Progress as lines of text, for terminals and cluster logs: {@code Train Model: step 300 of 3000,
 * 10 %, 12 min left}. At most one line a second; the time left assumes that the count goes on at
 * its mean pace so far. A count goes on as long as its total stays and it does not fall, whatever
 * the text says: a training tells its losses in it.
 */
final class ProgressLines {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long ESTIMATE_AFTER_NANOS = 2 * SECOND_NANOS;

  private final String title;
  private final LongSupplier nanoTime;
  private final Consumer<String> out;
  private long countTotal = -1;
  private long firstDone;
  private long lastDone;
  private long countStart;
  private long lastLine;
  private boolean anyLine;

  ProgressLines(String title, LongSupplier nanoTime, Consumer<String> out) {
    this.title = title;
    this.nanoTime = nanoTime;
    this.out = out;
  }

  synchronized void report(String stage, long done, long total) {
    long now = nanoTime.getAsLong();
    if (total != countTotal || done < lastDone) {
      countTotal = total;
      firstDone = done;
      countStart = now;
    }
    lastDone = done;
    if (anyLine && now - lastLine < SECOND_NANOS) return;
    anyLine = true;
    lastLine = now;
    out.accept(title + ": " + stage + share(done, total) + timeLeft(now, done, total));
  }

  private static String share(long done, long total) {
    return total < 1 ? "" : String.format(Locale.ROOT, ", %d %%", 100 * done / total);
  }

  private String timeLeft(long now, long done, long total) {
    long elapsed = now - countStart;
    long made = done - firstDone; // a resumed count does not begin at 0
    if (made < 1 || done >= total || elapsed < ESTIMATE_AFTER_NANOS) return "";
    double seconds = (double) elapsed / SECOND_NANOS * (total - done) / made;
    return ", " + duration(Math.round(seconds)) + " left";
  }

  static String duration(long seconds) {
    if (seconds < 60) return seconds + " s";
    if (seconds < 3600) return (seconds + 30) / 60 + " min";
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
  }
}
