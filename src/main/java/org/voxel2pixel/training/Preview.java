// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.util.Optional;

/** Shows how far a training is. */
@FunctionalInterface
public interface Preview {

  /**
   * Called now and then, and at the end.
   *
   * @param step steps made
   * @return how much the images shown differ from each other; empty if none were made
   */
  Optional<Spread> show(long step);
}
