// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej.one;

import ij.plugin.Macro_Runner;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.imagej.patcher.LegacyInjector;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.imagej.Ending;

/**
 * Runs an ImageJ macro without a screen and without Fiji: {@code java -jar voxel2pixel.jar MACRO
 * [ARGUMENT]}. Exit codes are {@link Ending}'s; on any but 0, one line on standard error says why
 * (after the stack trace, for a defect). Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED},
 * which the jar's manifest gives.
 *
 * <p>On SIGTERM or Ctrl-C the running command is asked to stop and has half a minute to finish its
 * step. What only the start of the Java machine can set is left to the caller: the heap ({@code
 * -Xmx}, a quarter of the memory by default) and the environment variable {@code
 * TF_CPP_MIN_LOG_LEVEL=2}, without which TensorFlow prints its own notes to standard error.
 *
 * <p>This class must not mention ImageJ's: they may load only after they are patched.
 */
public final class Launcher {
  private static final String USAGE =
      "usage: java -jar voxel2pixel.jar MACRO [ARGUMENT]\n"
          + "  MACRO     an ImageJ macro (.ijm); relative paths start at the working directory\n"
          + "  ARGUMENT  what getArgument() returns in the macro";

  private Launcher() {}

  /** Runs the macro and ends the Java machine. */
  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
      System.out.println(USAGE);
      return;
    }
    Shutdown shutdown = Shutdown.install();
    MacroEnd end;
    try {
      end = run(args, shutdown);
    } catch (CancelledException e) {
      end = MacroEnd.stopped(Ending.CANCELLED, e.getMessage());
    } catch (RuntimeException | Error e) {
      end = MacroEnd.broken(e);
    }
    tell(end);
    shutdown.exit(end.ending());
  }

  private static void tell(MacroEnd end) {
    if (end.ending() == Ending.DONE) return;
    end.defect()
        .ifPresent(e -> System.getLogger("voxel2pixel").log(Level.ERROR, "internal error", e));
    System.err.println(end.reason());
  }

  private static MacroEnd run(String[] args, Shutdown shutdown) {
    if (args.length < 1 || args.length > 2) return MacroEnd.stopped(Ending.BAD_INPUT, USAGE);
    Path file = new File(args[0]).toPath().toAbsolutePath();
    String macro;
    try {
      macro = read(file);
    } catch (BadInputException e) {
      return MacroEnd.stopped(Ending.BAD_INPUT, e.getMessage());
    }
    prepareJavaMachine();
    LegacyInjector.preinit();
    return PatchedImageJ.run(file, macro, args.length == 2 ? args[1] : "", shutdown);
  }

  /** What must be set before ImageJ, SciJava and TensorFlow read it; given values win. */
  private static void prepareJavaMachine() {
    setUnlessGiven("java.awt.headless", "true");
    setUnlessGiven("java.util.prefs.PreferencesFactory", MemoryPreferences.Factory.class.getName());
    // JavaCPP would count the page cache of memory-mapped files as ours and refuse to go on.
    setUnlessGiven("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    setUnlessGiven("org.bytedeco.javacpp.maxBytes", "0");
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) System.setProperty(property, value);
  }

  /** UTF-8, or Latin-1 (ImageJ's own reading) if it is not. */
  private static String read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
      }
    } catch (IOException e) {
      throw new BadInputException(
          file,
          "a macro file",
          Files.exists(file) ? "one that cannot be read" : "no such file",
          "give the path of an .ijm file",
          e);
    }
  }

  /** Keeps the first mention of ImageJ's classes out of the launcher's own loading. */
  private static final class PatchedImageJ {
    static MacroEnd run(Path file, String macro, String argument, Shutdown shutdown) {
      Macro_Runner.setFilePath(file.toString());
      shutdown.stopMacroBy(HeadlessSession::stopMacro);
      return HeadlessSession.start().run(macro, argument);
    }
  }
}
