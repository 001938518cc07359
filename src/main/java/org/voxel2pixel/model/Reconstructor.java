// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model;

import org.voxel2pixel.Progress;

/**
 * A way to learn images from responses, as cross-validation asks for it: anew for each fold, from
 * the fold's training examples alone. Whatever is estimated from data (scales, constant voxels,
 * penalties) is estimated inside {@link #fit}.
 */
public interface Reconstructor {

  /** What was learned; close it when it is not needed any more. */
  interface Fitted extends AutoCloseable {

    /**
     * The image of one input, {@code [y][x][3]}, about 0 to 1 but not clipped to it.
     *
     * @param input as long as those learned from
     */
    float[] reconstruct(float[] input);

    @Override
    void close();
  }

  /**
   * Learns.
   *
   * @param groups {@code [example]}: examples of one group share a picture or a run; where examples
   *     are held out to choose a setting, groups are held out whole
   */
  Fitted fit(ExampleSource training, int[] groups, Progress progress);
}
