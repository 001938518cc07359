// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scijava.event.EventHandler;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.Voxel2PixelCommand;

/**
 * Remembers how the commands of the running macro ended. ImageJ's macro language has no return
 * codes and swallows what plugins throw; who started the macro asks here afterwards.
 */
@Plugin(type = Service.class)
public final class CommandEndings extends AbstractService {
  private final List<String> failedItems = new ArrayList<>();
  private MacroEnd stop; // null while nothing has stopped the macro

  synchronized void forgetAll() {
    failedItems.clear();
    stop = null;
  }

  synchronized void failed(List<String> items) {
    failedItems.addAll(items);
  }

  /** The first stop counts: what follows it, follows from it. */
  synchronized void stopped(MacroEnd end) {
    if (stop == null) stop = end;
  }

  /** What stopped the macro or which items failed; empty if all commands ended well. */
  synchronized Optional<MacroEnd> trouble() {
    if (stop != null) return Optional.of(stop);
    if (failedItems.isEmpty()) return Optional.empty();
    String reason = failedItems.size() + " failed: " + String.join(", ", failedItems);
    return Optional.of(MacroEnd.stopped(Ending.SOME_FAILED, reason));
  }

  /** Run_Command reports a defect of ours itself; SciJava need not print it as well. */
  @EventHandler
  void onEvent(ModuleErroredEvent event) {
    if (event.getModule().getDelegateObject() instanceof Voxel2PixelCommand
        && event.getCallingThread().getName().endsWith(Run_Command.THREAD_MARK)) {
      event.consume();
    }
  }
}
