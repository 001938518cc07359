// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.baseline;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.voxel2pixel.Progress;

/**
 * Waits for work that cannot be asked to stop. If the user stops, the wait ends at once; the work,
 * in a daemon thread, ends when it is done and nobody looks at what it found.
 */
final class Patience {
  private static final long LOOK_EVERY_MS = 100;

  private final String stage;
  private final Progress progress;

  Patience(String stage, Progress progress) {
    this.stage = stage;
    this.progress = progress;
  }

  /**
   * What the work gives; what it throws is thrown.
   *
   * @param done steps of the stage done before this one
   */
  <T> T await(int done, int total, Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "voxel2pixel " + stage);
    thread.setDaemon(true);
    thread.start();
    while (true) {
      progress.checkCancelled();
      progress.report(stage, done, total);
      try {
        return task.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue; // not done yet: look again
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException(stage + " was interrupted");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) throw error;
        if (e.getCause() instanceof RuntimeException failure) throw failure;
        throw new IllegalStateException(stage + " failed", e.getCause());
      }
    }
  }
}
