// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.synthetic;

import org.voxel2pixel.nifti.NiftiGrid;

/**
 * Which way the first index of the stored volumes runs. Scanners and tools differ in it; what a
 * voxel is and where it lies, in mm, must not depend on it.
 */
public enum StorageOrder {
  /** i grows to the subject's right. */
  RAS,
  /** i grows to the subject's left, as in FSL's and most converters' files. */
  LAS;

  /** The stored index of a voxel whose index to the right is {@code i}. */
  int storedI(int i, int nx) {
    return this == RAS ? i : nx - 1 - i;
  }

  /** Grid of the stored volume: each voxel at the same place in mm as in {@code ras}. */
  NiftiGrid grid(NiftiGrid ras) {
    if (this == RAS) return ras;
    double[] affine = ras.affine();
    for (int row = 0; row < 3; row++) {
      double step = affine[row * 4];
      affine[row * 4 + 3] += step * (ras.nx() - 1);
      affine[row * 4] = -step;
    }
    return new NiftiGrid(ras.nx(), ras.ny(), ras.nz(), affine);
  }

  /**
   * The volume as it is stored.
   *
   * @param volume {@code [(k * ny + j) * nx + i]}, i to the right
   */
  float[] stored(float[] volume, int nx) {
    if (this == RAS) return volume;
    float[] stored = new float[volume.length];
    for (int row = 0; row < volume.length; row += nx) {
      for (int i = 0; i < nx; i++) stored[row + storedI(i, nx)] = volume[row + i];
    }
    return stored;
  }
}
