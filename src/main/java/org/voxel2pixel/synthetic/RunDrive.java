// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

/** How a run's stimuli drive each voxel, volume by volume. */
interface RunDrive {

  /** Of one voxel: one value a volume, from the first on; fewer if nothing is shown at the end. */
  float[] of(int voxel);

  /** All volumes of the run. */
  int volumeCount();

  /**
   * @param drive {@code [voxel][volume]}
   */
  static RunDrive of(float[][] drive, int volumeCount) {
    return new RunDrive() {
      @Override
      public float[] of(int voxel) {
        return drive[voxel];
      }

      @Override
      public int volumeCount() {
        return volumeCount;
      }
    };
  }
}
