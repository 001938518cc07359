// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/**
 * Does runs several at a time. Only the calling thread talks to the user: it reports the volumes
 * done by all, and passes on the wish to stop. The first failure stops the other runs; what they
 * have completed is theirs to keep.
 */
final class ParallelRuns {
  private static final long LOOK_EVERY_MS = 100;

  private final AtomicLong volumesDone = new AtomicLong();
  private volatile boolean stopping;

  private ParallelRuns() {}

  /** What is done with one run. */
  @FunctionalInterface
  interface Work<T> {
    T process(CheckedRun run, Progress progress);
  }

  /**
   * @param threads how many at a time
   * @param stage for people, such as "reading runs"
   * @return {@code [run]}, in the order of the runs
   */
  static <T> List<T> process(
      List<CheckedRun> runs, int threads, String stage, Progress progress, Work<T> work) {
    return new ParallelRuns().all(runs, threads, stage, progress, work);
  }

  private <T> List<T> all(
      List<CheckedRun> runs, int threads, String stage, Progress progress, Work<T> work) {
    long volumes = runs.stream().mapToLong(CheckedRun::volumeCount).sum();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (CheckedRun run : runs) {
        futures.add(pool.submit(() -> one(run, work)));
      }
      List<T> results = new ArrayList<>();
      RuntimeException failure = null;
      for (int r = 0; r < futures.size(); r++) {
        String text = stage + ", " + r + " of " + runs.size() + " done";
        try {
          T result = await(futures.get(r), text, volumes, progress);
          if (failure == null) results.add(result);
        } catch (CancelledException e) {
          if (failure == null) failure = e;
        } catch (RuntimeException e) {
          if (failure == null || failure instanceof CancelledException) failure = e;
        }
      }
      if (failure != null) throw failure;
      return results;
    } finally {
      stopping = true;
      pool.shutdown();
    }
  }

  private <T> T one(CheckedRun run, Work<T> work) {
    if (stopping) throw new CancelledException("stopped");
    try {
      return work.process(run, new WorkerProgress());
    } catch (RuntimeException e) {
      stopping = true;
      throw e;
    }
  }

  private <T> T await(Future<T> future, String text, long volumes, Progress progress) {
    while (true) {
      if (progress.isCancelled()) stopping = true;
      progress.report(text, Math.min(volumesDone.get(), volumes), volumes);
      try {
        return future.get(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue; // time to look around
      } catch (InterruptedException e) {
        stopping = true;
        Thread.currentThread().interrupt();
        throw new CancelledException("interrupted");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException cause) throw cause;
        if (e.getCause() instanceof Error error) throw error;
        throw new IllegalStateException("a run failed", e.getCause());
      }
    }
  }

  /** Counts volumes; asked from its own thread alone. */
  private final class WorkerProgress implements Progress {
    private long counted;

    @Override
    public void report(String stage, long done, long total) {
      volumesDone.addAndGet(done - counted);
      counted = done;
    }

    @Override
    public boolean isCancelled() {
      return stopping;
    }
  }
}
