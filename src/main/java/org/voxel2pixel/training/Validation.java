// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.InferenceNetwork;

/**
 * Measures a network in training on examples that it does not train on, by its inference graph:
 * nothing random is drawn, and no state of the training is touched.
 *
 * @param heldOut the examples, none of which is trained on
 * @param inference takes over the present weights at each measurement
 * @param everyEpochs passes over the training examples from one measurement to the next; 0.5 is
 *     twice a pass
 * @param patience measurements in a row without a better one after which training ends; 0 never
 */
public record Validation(
    ExampleSource heldOut, InferenceNetwork inference, double everyEpochs, int patience) {
  private static final int IMAGES_AT_ONCE = 16;

  public Validation {
    if (!(everyEpochs > 0)) {
      throw new IllegalArgumentException("everyEpochs must be > 0, was " + everyEpochs);
    }
    if (patience < 0) throw new IllegalArgumentException("patience must be >= 0, was " + patience);
    if (heldOut.count() < 1) {
      throw new BadInputException(
          "validation examples", "at least 1", "none", "hold out a larger share");
    }
  }

  /**
   * Measures the weights that the inference network has.
   *
   * @param step steps made, of {@code steps}, for the progress
   * @return empty if the user asked to stop
   */
  Optional<ValidationScore> measure(long step, long steps, Progress progress) {
    ValidationScore.Sums sums = new ValidationScore.Sums(heldOut.targetLength());
    float[] target = new float[heldOut.targetLength()];
    for (int first = 0; first < heldOut.count(); first += IMAGES_AT_ONCE) {
      if (progress.isCancelled()) return Optional.empty();
      int count = Math.min(IMAGES_AT_ONCE, heldOut.count() - first);
      float[] inputs = new float[Math.multiplyExact(count, heldOut.inputLength())];
      for (int i = 0; i < count; i++) {
        heldOut.readInput(first + i, inputs, i * heldOut.inputLength());
      }
      String stage = "validation after step %d: example %d of %d";
      progress.report(stage.formatted(step, first + 1, heldOut.count()), step, steps);
      float[] images = inference.reconstruct(inputs, count);
      for (int i = 0; i < count; i++) {
        heldOut.readTarget(first + i, target, 0);
        sums.add(images, i * target.length, target);
      }
    }
    return Optional.of(sums.score());
  }
}
