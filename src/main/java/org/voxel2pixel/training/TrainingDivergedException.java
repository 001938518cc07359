// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.nio.file.Path;
import org.voxel2pixel.BadInputException;

/** A loss or a weight became NaN or infinite; the last checkpoint before it is kept. */
public final class TrainingDivergedException extends BadInputException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(Path run, String what, float value, long step, String kept) {
    super(
        run,
        "finite losses and weights",
        what + " " + value + " at step " + step,
        "lower learningRate or the loss weights; " + kept);
  }
}
