// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

/** Stored voxels at any position, inflated. Thread-safe. */
interface VoxelBytes extends AutoCloseable {

  /**
   * Reads as many bytes as {@code target} holds.
   *
   * @param at from the first byte of the first voxel
   */
  void read(long at, byte[] target);

  /** Frees what was taken only to read voxels; never touches the user's file. */
  @Override
  void close();

  /** Stored voxels that are filled, from the first on, before they are read. */
  interface Filled extends VoxelBytes {

    /** Appends the first {@code length} bytes of {@code source}. */
    void append(byte[] source, int length);
  }
}
