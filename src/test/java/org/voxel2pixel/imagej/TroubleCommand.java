// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import ij.ImagePlus;
import java.io.File;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.voxel2pixel.CancelledException;
import org.voxel2pixel.CancelledException.Remains;
import org.voxel2pixel.Progress;

/** Ends in whichever way is asked for. */
@Plugin(type = Command.class, menuPath = "Plugins>Voxel2Pixel>Trouble...")
public final class TroubleCommand extends Voxel2PixelCommand {
  @Parameter(
      choices = {"defect", "cancelled", "resumable", "failed item", "endless", "image"},
      persist = false)
  private String kind;

  @Parameter(label = "Model", persist = false)
  private File model;

  @Parameter(label = "fMRI image", persist = false)
  private ImagePlus image;

  @Override
  protected void execute(Progress progress) {
    switch (kind) {
      case "defect" -> throw new IllegalStateException("a bolt is loose");
      case "cancelled" -> throw new CancelledException("nothing kept");
      case "resumable" -> throw new CancelledException("step 3 kept", Remains.RESUMABLE);
      case "failed item" -> reportFailure("sub-02", "no runs");
      case "endless" -> goOnUntilCancelled(progress);
      default -> progress.report("done", 1, 1);
    }
  }

  private static void goOnUntilCancelled(Progress progress) {
    for (long step = 0; ; step++) {
      progress.report("going on", Math.min(step, 999), 1000);
      if (progress.isCancelled()) {
        throw new CancelledException("checkpoint at step " + step + " kept", Remains.RESUMABLE);
      }
      Thread.onSpinWait();
    }
  }
}
