// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.nio.file.Path;
import org.voxel2pixel.BadInputException;

/** A loss became NaN or infinite; the last checkpoint before it is kept. */
public final class TrainingDivergedException extends BadInputException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(Path run, String loss, float value, long step, String kept) {
    super(
        run,
        "finite losses",
        loss + " loss " + value + " at step " + step,
        "lower learningRate or the loss weights; " + kept);
  }
}
