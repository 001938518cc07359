// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.Reconstructor;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.StandardisedInputs;
import org.voxel2pixel.model.shen2019.ShenInference;
import org.voxel2pixel.model.shen2019.ShenSettings;
import org.voxel2pixel.model.shen2019.ShenTraining;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.training.ShuffledOrder;
import org.voxel2pixel.training.TrainingLoop;

/**
 * Shen 2019's network, trained anew for each fold: inputs z-scored by the fold's training examples,
 * a constant one 0; all steps of the settings, no validation.
 */
final class ShenReconstructor implements Reconstructor {
  private static final SessionOptions OPTIONS =
      new SessionOptions(Runtime.getRuntime().availableProcessors(), 1);

  private final ShenSettings settings;
  private final long seed;

  ShenReconstructor(String overrides, long seed) {
    this.settings =
        SettingsJson.override(ShenSettings.named("quick"), SettingsJson.parsePairs(overrides));
    this.seed = seed;
    if (settings.cropPx() == settings.imagePx()) return;
    throw new BadInputException(
        "override cropPx",
        "the same as imagePx, " + settings.imagePx() + ": whole pictures are compared",
        String.valueOf(settings.cropPx()),
        "override both with the side of the pictures");
  }

  @Override
  public Fitted fit(ExampleSource training, int[] groups, Progress progress) {
    int side = settings.imagePx();
    if (training.targetLength() != side * side * 3) {
      throw new BadInputException(
          "override imagePx",
          "the side of the pictures, which have " + training.targetLength() / 3 + " pixels",
          String.valueOf(side),
          "override imagePx and cropPx, and firstMapPx and denseWidths with them");
    }
    TrainingLoop.requireBatch(training, settings.batchSize());
    StandardisedInputs examples = StandardisedInputs.of(training);
    ShenInference inference = new ShenInference(settings, training.inputLength(), OPTIONS);
    try (ShenTraining network = new ShenTraining(settings, training.inputLength(), seed, OPTIONS)) {
      ShuffledOrder order = new ShuffledOrder(examples.count(), seed);
      for (long step = 0; step < settings.steps(); step++) {
        progress.checkCancelled();
        network.step(Batch.gather(examples, order.batch(step, settings.batchSize())), step);
      }
      inference.copyFrom(network);
    } catch (RuntimeException e) {
      inference.close();
      throw e;
    }
    return new Trained(inference, examples);
  }

  /** A trained network and the scales of its inputs. */
  private record Trained(ShenInference inference, StandardisedInputs scales) implements Fitted {
    @Override
    public float[] reconstruct(float[] input) {
      float[] scaled = input.clone();
      scales.standardise(scaled, 0);
      return inference.reconstruct(scaled, 1);
    }

    @Override
    public void close() {
      inference.close();
    }
  }
}
