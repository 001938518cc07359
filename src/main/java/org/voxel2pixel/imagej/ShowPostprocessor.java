// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.awt.GraphicsEnvironment;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Hands a command's outputs to the user and to the macro: an image is shown and becomes the active
 * one for the calling thread (headless Fiji, which runs commands on other threads, would leave the
 * macro on the old image), the first table becomes "Results" so that {@code getResult} reads it,
 * further tables open under their labels, anything else is a line in the log.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public final class ShowPostprocessor extends AbstractPostprocessorPlugin {
  @Parameter private ThreadService threads;

  @Override
  public void process(Module module) {
    if (!CommandInputs.ours(module)) return;
    boolean resultsShown = false;
    for (ModuleItem<?> item : module.getInfo().outputs()) {
      Object value = module.getOutput(item.getName());
      if (value == null || module.isOutputResolved(item.getName())) continue;
      if (value instanceof ImagePlus image) {
        show(image);
      } else if (value instanceof ResultsTable table) {
        if (resultsShown) showBeside(table, CommandInputs.label(item));
        else showAsResults(table);
        resultsShown = true;
      } else {
        IJ.log(CommandInputs.label(item) + ": " + InputText.write(value));
      }
      module.resolveOutput(item.getName());
    }
  }

  private void show(ImagePlus image) {
    boolean nowhereToShow = GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
    if (nowhereToShow) return; // the output itself is all that the caller gets
    image.show();
    if (!Interpreter.isBatchMode()) return;
    Thread here = Thread.currentThread();
    Thread caller = threads.getParent(here);
    if (caller == null) return; // show() has made it this thread's
    WindowManager.setTempCurrentImage(here, null); // a pool thread, which others will use
    for (Thread t = caller; t != null; t = threads.getParent(t)) {
      WindowManager.setTempCurrentImage(t, image);
    }
  }

  private static void showAsResults(ResultsTable table) {
    Analyzer.setResultsTable(table);
    table.show("Results");
  }

  private static void showBeside(ResultsTable table, String title) {
    table.show(title);
  }
}
