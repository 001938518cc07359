// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks every running command of this Java machine to stop because the machine itself was told to
 * end (SIGTERM, Ctrl-C). Raised once, never lowered: no command starts after it.
 */
public final class StopRequest {
  private static final AtomicBoolean RAISED = new AtomicBoolean();
  private static final AtomicInteger RUNNING = new AtomicInteger();

  private StopRequest() {}

  /** Asks commands to stop at their next step. */
  public static void raise() {
    RAISED.set(true);
  }

  public static boolean isRaised() {
    return RAISED.get();
  }

  /** Commands between their first and last line, now. */
  public static int runningCommandCount() {
    return RUNNING.get();
  }

  static void commandStarts() {
    RUNNING.incrementAndGet();
  }

  static void commandEnds() {
    RUNNING.decrementAndGet();
  }
}
