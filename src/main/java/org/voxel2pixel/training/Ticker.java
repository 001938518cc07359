// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when an interval has passed, by a clock that never goes back. It stays due until it is
 * {@link #restart}ed.
 */
final class Ticker {
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private long last;

  Ticker(double intervalSec, LongSupplier nanoTime) {
    intervalNanos = (long) (intervalSec * TimeUnit.SECONDS.toNanos(1));
    this.nanoTime = nanoTime;
    restart();
  }

  boolean due() {
    return nanoTime.getAsLong() - last >= intervalNanos;
  }

  void restart() {
    last = nanoTime.getAsLong();
  }

  /** Whether the interval has passed; if so, the next begins. */
  boolean take() {
    boolean due = due();
    if (due) restart();
    return due;
  }
}
