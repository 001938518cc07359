// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import org.scijava.event.EventHandler;
import org.scijava.module.Module;
import org.scijava.module.event.ModuleCanceledEvent;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * Stops the macro when one of our commands fails in Fiji, which would go on with the next line.
 * With a screen, Fiji shows the reason; without one nobody would, so it becomes the macro's error.
 */
@Plugin(type = Service.class)
public final class FijiMacroStop extends AbstractService {

  @EventHandler
  void onEvent(ModuleCanceledEvent event) {
    stop(event.getModule(), event.getReason());
  }

  @EventHandler
  void onEvent(ModuleErroredEvent event) {
    stop(event.getModule(), "internal error: " + event.getException());
  }

  private void stop(Module module, String reason) {
    Interpreter macro = Interpreter.getInstance();
    if (macro == null || !CommandInputs.ours(module) || !Fiji.owns(context())) return;
    try {
      macro.abort(GraphicsEnvironment.isHeadless() ? reason : (String) null);
    } catch (RuntimeException e) { // ImageJ's way to leave a macro; this is not the macro's thread
      if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
    }
  }
}
