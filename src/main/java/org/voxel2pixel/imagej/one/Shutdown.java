// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.StopRequest;

/**
 * Ends the Java machine in good order: when it is told to end by a signal, commands are asked to
 * stop, and the exit code is that of what they say they left.
 */
final class Shutdown {
  private static final long GRACE_SECONDS = 30;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread main = Thread.currentThread();
  private volatile Runnable macroStop = () -> {};
  private volatile int exitCode = Ending.CANCELLED.exitCode();

  private Shutdown() {}

  /** Called on the thread that will run the macro. */
  static Shutdown install() {
    Shutdown shutdown = new Shutdown();
    Runtime.getRuntime().addShutdownHook(new Thread(shutdown::whenEnding, "shutdown"));
    return shutdown;
  }

  /** What ends the macro after its present statement. */
  void stopMacroBy(Runnable stop) {
    macroStop = stop;
  }

  /** Does not return. */
  void exit(Ending ending) {
    exitCode = ending.exitCode();
    finished.countDown();
    System.exit(exitCode);
  }

  private void whenEnding() {
    if (finished.getCount() == 0) return; // the usual way out
    StopRequest.raise();
    macroStop.run();
    if (StopRequest.runningCommandCount() == 0) main.interrupt(); // out of wait() and the like
    try {
      boolean inTime = finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) System.err.println("did not stop within " + GRACE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(exitCode); // System.exit would wait for this very hook
  }
}
