// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.function.Supplier;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;
import org.voxel2pixel.imagej.one.Ij1Context;

/** Presses Cancel in the task monitor when a task's message begins with a text. */
public final class CancelAt {
  private final String message;

  public CancelAt(String message) {
    this.message = message;
  }

  /** What {@code work} gives, with the hand on the button all the while. */
  public <T> T during(Supplier<T> work) {
    EventService events = Ij1Context.get().service(EventService.class);
    var subscription = events.subscribe(this);
    try {
      return work.get();
    } finally {
      events.unsubscribe(subscription);
    }
  }

  @EventHandler
  public void onEvent(TaskEvent event) {
    Task task = event.getTask();
    String now = task.getStatusMessage();
    boolean pressed = task.isCanceled(); // cancelling is an event, too
    if (!pressed && now != null && now.startsWith(message)) task.cancel("enough");
  }
}
