// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.macro.Interpreter;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.voxel2pixel.imagej.Ending;
import org.voxel2pixel.imagej.StopRequest;

/**
 * ImageJ without a screen, with all commands of the class path. {@code LegacyInjector.preinit()}
 * must have run before any class of ImageJ is loaded, so before this one is.
 */
public final class HeadlessSession {
  private final CommandEndings endings;

  private HeadlessSession(CommandEndings endings) {
    this.endings = endings;
  }

  /** Starts ImageJ unless it runs already, and fills its command table. */
  public static HeadlessSession start() {
    if (Menus.getCommands() == null) IJ.runPlugIn("ij.IJ.init", ""); // handled by ij1-patcher
    addCommands(PluginsConfig.onClassPath(HeadlessSession.class.getClassLoader()));
    return new HeadlessSession(Ij1Context.get().service(CommandEndings.class));
  }

  /** Adds commands to ImageJ's table, label to plugin class. */
  @SuppressWarnings("unchecked") // ImageJ's table is raw
  public static void addCommands(Map<String, String> commands) {
    ((Hashtable<String, String>) Menus.getCommands()).putAll(commands);
  }

  /** Lets the running macro, if any, end after its present statement. */
  static void stopMacro() {
    Interpreter macro = Interpreter.getInstance();
    if (macro != null) macro.abort((String) null);
  }

  /**
   * Runs a macro on this thread.
   *
   * @param macro the macro's text
   * @param argument what {@code getArgument()} returns
   */
  public MacroEnd run(String macro, String argument) {
    endings.forgetAll();
    Interpreter interpreter = new Interpreter();
    String threadName = Thread.currentThread().getName();
    String value = null;
    RuntimeException thrown = null;
    Optional<String> errorReport = Optional.empty();
    try (MacroErrorCatcher errors = MacroErrorCatcher.install()) {
      try {
        value = interpreter.run(macro, argument);
      } catch (RuntimeException e) {
        thrown = e;
      }
      errorReport = errors.reportLine();
    } finally {
      Thread.currentThread().setName(threadName); // ImageJ renames it
      Macro.setOptions(null);
    }
    if (interpreter.wasError() && errorReport.isEmpty()) {
      errorReport = Optional.ofNullable(interpreter.getErrorMessage());
    }
    return judge(value, errorReport, thrown);
  }

  private MacroEnd judge(String value, Optional<String> error, RuntimeException thrown) {
    MacroEnd trouble = endings.trouble().orElse(null);
    if (trouble != null && trouble.ending() != Ending.SOME_FAILED) return trouble;
    if (StopRequest.isRaised()) return MacroEnd.stopped(Ending.CANCELLED, "cancelled");
    if (error.isPresent()) return MacroEnd.stopped(Ending.BAD_INPUT, error.get());
    boolean broken = thrown != null && !Macro.MACRO_CANCELED.equals(thrown.getMessage());
    if (broken) return MacroEnd.broken(thrown);
    return trouble != null ? trouble : MacroEnd.done(value);
  }
}
