// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

/** Which networks a step trains. There is no state in which neither does. */
public enum Balance {
  /** Both. */
  BOTH,
  /** The generator; the discriminator is paused. */
  GENERATOR_ONLY,
  /** The discriminator; the generator is paused. */
  DISCRIMINATOR_ONLY;

  /** Whether the generator is updated. */
  public boolean trainsGenerator() {
    return this != DISCRIMINATOR_ONLY;
  }

  /** Whether the discriminator is updated. */
  public boolean trainsDiscriminator() {
    return this != GENERATOR_ONLY;
  }
}
