// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.SplittableRandom;

/**
 * Where each image of a batch is cropped at a step: uniformly random offsets, other ones for each
 * image and step, no mirroring (Shen et al. 2019; 0 to 21 pixels of images of 248, about one
 * degree). They depend on the seed and the step alone, so a resumed training makes the same.
 */
final class JitterPlan {
  private JitterPlan() {}

  /**
   * @param largest the largest offset, 0 or more
   * @param step steps made before this one; the first is 0
   * @return {@code [batch][0 y, 1 x]}, each in 0..largest
   */
  static int[] offsets(int batch, int largest, long seed, long step) {
    SplittableRandom random = new SplittableRandom(seed ^ (0xBF58476D1CE4E5B9L * (step + 1)));
    int[] offsets = new int[2 * batch];
    for (int i = 0; i < offsets.length; i++) offsets[i] = random.nextInt(largest + 1);
    return offsets;
  }
}
