// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.model.AdversarialLosses;

/**
 * Notices when two adversarial networks have lost their balance for so many steps in a row that it
 * will hardly come back: the discriminator's loss is near 0, so that it teaches nothing any more,
 * or what it says of the generator's images has no bound. Training goes on.
 */
final class CollapseWatch {
  /** Steps in a row; a batch or two may be easy by chance. */
  static final int STEPS_IN_A_ROW = 100;

  /** Of a cross-entropy in which a guess is ln 2 = 0.69. */
  static final double LEAST_DISCRIMINATOR_LOSS = 1e-4;

  /** The discriminator gives the generator's images less than e to the -20. */
  static final double MOST_GENERATOR_LOSS = 20;

  private static final String CERTAIN = "collapse.discriminatorSteps";
  private static final String LOST = "collapse.generatorSteps";

  private final int[] discriminator;
  private final int[] generator;
  private int certainSteps;
  private int lostSteps;

  /**
   * @throws IllegalArgumentException if the losses have no such names
   */
  CollapseWatch(AdversarialLosses roles, List<String> lossNames) {
    discriminator = indices(roles.discriminator(), lossNames);
    generator = indices(roles.generator(), lossNames);
  }

  private static int[] indices(List<String> names, List<String> lossNames) {
    return names.stream()
        .mapToInt(
            name -> {
              int index = lossNames.indexOf(name);
              if (index >= 0) return index;
              throw new IllegalArgumentException("no loss " + name + " in " + lossNames);
            })
        .toArray();
  }

  /** What is to be said after a step of these losses: a sentence each, the same every time. */
  List<String> see(float[] losses) {
    boolean certain =
        discriminator.length > 0 && sum(discriminator, losses) < LEAST_DISCRIMINATOR_LOSS;
    certainSteps = certain ? certainSteps + 1 : 0;
    lostSteps = sum(generator, losses) > MOST_GENERATOR_LOSS ? lostSteps + 1 : 0;
    List<String> sentences = new ArrayList<>();
    if (certainSteps >= STEPS_IN_A_ROW) {
      sentences.add(
          "the discriminator's loss is near 0 and teaches the generator nothing; lower its learning"
              + " rate or the weight of the adversarial loss");
    }
    if (lostSteps >= STEPS_IN_A_ROW) {
      sentences.add(
          "the generator's adversarial loss stays above 20, the discriminator has won; lower the"
              + " learning rate or the weight of the adversarial loss");
    }
    return sentences;
  }

  private static double sum(int[] indices, float[] losses) {
    double sum = 0;
    for (int index : indices) sum += losses[index];
    return sum;
  }

  /** The counts so far, for a checkpoint. */
  void writeTo(Map<String, String> metadata) {
    metadata.put(CERTAIN, Integer.toString(certainSteps));
    metadata.put(LOST, Integer.toString(lostSteps));
  }

  /** Goes on counting where a checkpoint was. */
  void read(Map<String, String> metadata) {
    certainSteps = Integer.parseInt(metadata.getOrDefault(CERTAIN, "0"));
    lostSteps = Integer.parseInt(metadata.getOrDefault(LOST, "0"));
  }
}
