// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import java.awt.GraphicsEnvironment;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.Voxel2PixelCommand;
import org.voxel2pixel.imagej.WrappedText;

/**
 * Runs a SciJava command from ImageJ 1.x: {@code plugins.config} names this class with the
 * command's class as argument, one line a command. (Its name has an underscore because ImageJ says
 * nothing when it cannot load a plugin whose name has none.)
 *
 * <p>The command runs on the calling thread, for ImageJ keeps the macro's options and its active
 * image by thread. Unless the command ends well, the macro that called it is stopped.
 */
public final class Run_Command implements PlugIn {
  /**
   * Ends the thread's name while a command runs: two seconds after Esc, ImageJ kills every thread
   * whose name ends in {@code Macro$}, in the middle of whatever it does. Our commands stop by
   * themselves, at the end of a step.
   */
  static final String THREAD_MARK = " (Voxel2Pixel)";

  @Override
  public void run(String commandClass) {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setName(name + THREAD_MARK);
    thread.setContextClassLoader(Run_Command.class.getClassLoader());
    MacroEnd end;
    try {
      end = runHere(commandClass);
    } catch (RuntimeException | Error e) {
      end = MacroEnd.broken(e);
    } finally {
      thread.setContextClassLoader(loader);
      thread.setName(name);
    }
    if (!end.ending().letsMacroGoOn()) stopMacro(end);
  }

  private static MacroEnd runHere(String commandClass) {
    Context context = Ij1Context.get();
    CommandInfo info = context.service(CommandService.class).getCommand(commandClass);
    if (info == null) throw new IllegalStateException("no SciJava command " + commandClass);
    Module module = context.service(ModuleService.class).createModule(info);
    PluginService plugins = context.service(PluginService.class);
    new ModuleRunner(
            context,
            module,
            plugins.createInstancesOfType(PreprocessorPlugin.class),
            plugins.createInstancesOfType(PostprocessorPlugin.class))
        .run();
    Voxel2PixelCommand command = (Voxel2PixelCommand) module.getDelegateObject();
    context.service(CommandEndings.class).failed(command.failedItems());
    return command.ending().letsMacroGoOn()
        ? MacroEnd.done(null)
        : MacroEnd.stopped(command.ending(), command.getCancelReason());
  }

  private static void stopMacro(MacroEnd end) {
    Ij1Context.get().service(CommandEndings.class).stopped(end);
    boolean screen = !GraphicsEnvironment.isHeadless();
    if (screen) end.defect().ifPresent(IJ::handleException);
    boolean wantsDialog = end.ending() == Ending.BAD_INPUT || end.ending() == Ending.DEFECT;
    Interpreter macro = Interpreter.getInstance();
    if (macro != null && !(screen && wantsDialog)) {
      if (screen && !end.reason().isEmpty()) IJ.log(end.reason());
      HeadlessSession.stopMacro();
    } else if (wantsDialog) {
      IJ.error(WrappedText.of(end.reason()));
    } else {
      if (!end.reason().isEmpty()) IJ.log(end.reason());
      Macro.abort();
    }
    throw new RuntimeException(Macro.MACRO_CANCELED);
  }
}
