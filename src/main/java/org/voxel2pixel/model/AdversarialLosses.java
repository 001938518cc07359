// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import java.util.List;

/**
 * Losses of two networks that are trained against each other, by their names in {@link
 * TrainingNetwork#lossNames}. Both are cross-entropies: {@code ln 2} is a guess, 0 is certainty.
 *
 * @param discriminator parts of the discriminator's loss; empty if there is no discriminator
 * @param generator parts of the generator's loss that the discriminator gives
 */
public record AdversarialLosses(List<String> discriminator, List<String> generator) {
  public AdversarialLosses {
    discriminator = List.copyOf(discriminator);
    generator = List.copyOf(generator);
  }

  /** Of a network that is trained against no other. */
  public static AdversarialLosses none() {
    return new AdversarialLosses(List.of(), List.of());
  }
}
