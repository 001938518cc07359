// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.IJ;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.Progress;

/**
 * Base of all commands, and the mark by which our pre- and postprocessors know them: they touch no
 * other plugin's modules.
 *
 * <p>A subclass declares parameters and works in {@link #execute}. What it throws decides how the
 * command ends: {@link BadInputException} and failures to read or write cancel it with their
 * message as the reason, {@link CancelledException} marks it stopped by the user, anything else is
 * a defect and flies.
 *
 * <p>Every {@code @Parameter} of a subclass has {@code persist = false} (Fiji would otherwise fill
 * keys that a macro leaves out from the last run) and a name whose lower case no other parameter
 * has: that is its key in macros.
 */
public abstract class Voxel2PixelCommand extends ContextCommand {
  private final List<String> failedItems = new ArrayList<>();
  private CancelledException stopped;

  /** Does the work; outputs are set only if all went well. */
  protected abstract void execute(Progress progress);

  @Override
  public final void run() {
    StopRequest.commandStarts();
    try (CommandProgress progress = new CommandProgress(title(), getContext(), this::isCanceled)) {
      progress.checkCancelled();
      execute(progress);
    } catch (BadInputException e) {
      cancel(e.getMessage());
    } catch (UncheckedIOException e) {
      cancel("reading or writing failed: " + e.getMessage());
    } catch (CancelledException e) {
      stopped = e;
      cancel(e.getMessage());
    } finally {
      StopRequest.commandEnds();
    }
  }

  /**
   * Notes that one item of a batch failed while the others go on: a line in the log, and ending
   * {@link Ending#SOME_FAILED}.
   */
  protected final void reportFailure(String item, String reason) {
    failedItems.add(item);
    IJ.log("FAILED " + item + ": " + reason);
  }

  /** Items that failed, in the order they were reported. */
  public final List<String> failedItems() {
    return List.copyOf(failedItems);
  }

  /** How the command ended, if it did not throw; a dialog closed by Cancel has no reason. */
  public final Ending ending() {
    if (stopped != null) {
      return stopped.remains() == CancelledException.Remains.RESUMABLE
          ? Ending.RESUMABLE
          : Ending.CANCELLED;
    }
    if (isCanceled()) return getCancelReason().isBlank() ? Ending.CANCELLED : Ending.BAD_INPUT;
    return failedItems.isEmpty() ? Ending.DONE : Ending.SOME_FAILED;
  }

  /** The command's name as the menu has it, without its dots. */
  private String title() {
    Plugin plugin = getClass().getAnnotation(Plugin.class);
    if (plugin == null || plugin.menuPath().isEmpty()) return getClass().getSimpleName();
    String path = plugin.menuPath();
    return path.substring(path.lastIndexOf('>') + 1).trim().replace("...", "");
  }
}
