// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import java.util.function.BooleanSupplier;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;
import org.voxel2pixel.Progress;

/**
 * A command's progress: to the status bar and the task monitor, and without a screen to standard
 * output. It is cancelled by Esc, by the command's or the task's own cancel, by an interrupt of the
 * thread that runs the command, or when the Java machine is told to end. Thread-safe.
 */
final class CommandProgress implements Progress, AutoCloseable {
  private static final long SHOW_EVERY_NANOS = 100_000_000L;

  private final BooleanSupplier commandCancelled;
  private final Thread commandThread = Thread.currentThread();
  private volatile boolean interrupted;
  private final StatusService status; // null without a context
  private final Task task; // null without a context
  private final ProgressLines lines; // null with a screen
  private String lastStage;
  private long lastShown;

  CommandProgress(String title, Context context, BooleanSupplier commandCancelled) {
    this.commandCancelled = commandCancelled;
    status = context == null ? null : context.getService(StatusService.class);
    TaskService tasks = context == null ? null : context.getService(TaskService.class);
    task = tasks == null ? null : tasks.createTask(title);
    lines =
        GraphicsEnvironment.isHeadless()
            ? new ProgressLines(title, System::nanoTime, System.out::println)
            : null;
    if (hasKeyboard()) IJ.resetEscape(); // ImageJ keeps an old press
    if (task != null) task.start();
  }

  @Override
  public void report(String stage, long done, long total) {
    if (done < 0 || done > total) {
      throw new IllegalArgumentException(
          "done must be 0 to total, was " + done + " of " + total + " in stage " + stage);
    }
    if (lines != null) lines.report(stage, done, total);
    show(stage, done, total);
  }

  private synchronized void show(String stage, long done, long total) {
    long now = System.nanoTime();
    if (stage.equals(lastStage) && done < total && now - lastShown < SHOW_EVERY_NANOS) return;
    lastStage = stage;
    lastShown = now;
    if (status != null) {
      long scale = 1 + total / Integer.MAX_VALUE; // the status bar counts in int
      status.showStatus((int) (done / scale), (int) (total / scale), stage);
    }
    if (task != null) {
      task.setProgressMaximum(total);
      task.setProgressValue(done);
      task.setStatusMessage(stage);
    }
  }

  @Override
  public boolean isCancelled() {
    return StopRequest.isRaised()
        || commandCancelled.getAsBoolean()
        || interrupted()
        || (task != null && task.isCanceled())
        || (hasKeyboard() && IJ.escapePressed());
  }

  /**
   * Takes an interrupt for what it is, a wish to stop, and off the thread: Java closes every file
   * channel that an interrupted thread touches, and the last checkpoint could not be written.
   */
  private boolean interrupted() {
    if (Thread.currentThread() != commandThread)
      return interrupted || commandThread.isInterrupted();
    if (Thread.interrupted()) interrupted = true;
    return interrupted;
  }

  @Override
  public void close() {
    if (status != null) {
      status.showProgress(0, 0);
      status.clearStatus();
    }
    if (task != null) task.finish();
    if (interrupted) commandThread.interrupt(); // for whoever runs the command
  }

  private static boolean hasKeyboard() {
    return IJ.getInstance() != null;
  }
}
