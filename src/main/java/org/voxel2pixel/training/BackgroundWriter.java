// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that writes files one after the other while training goes on. What goes wrong there is
 * thrown at the next call here, so that a training never goes on without its checkpoints.
 */
final class BackgroundWriter implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread made = new Thread(work, "checkpoint writer");
            made.setDaemon(true); // a killed training must not keep the Java machine
            return made;
          });
  private Future<?> present;

  /**
   * Whether nothing is being written.
   *
   * @throws RuntimeException what the last writing has thrown
   */
  boolean idle() {
    if (present != null && present.isDone()) await();
    return present == null;
  }

  /** Begins to write; waits first for what is being written. */
  void begin(Runnable writing) {
    await();
    present = thread.submit(writing);
  }

  /**
   * Waits until all is written, even if the thread is interrupted: the interrupt is kept for later.
   *
   * @throws RuntimeException what the writing has thrown
   */
  void await() {
    if (present == null) return;
    Future<?> awaited = present;
    present = null;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          awaited.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) throw error;
    return (RuntimeException) cause; // a Runnable throws no other
  }

  /** Waits as {@link #await}, and ends the thread. */
  @Override
  public void close() {
    try {
      await();
    } finally {
      thread.shutdown();
    }
  }
}
