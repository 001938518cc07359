// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nifti;

/** Voxels that were inflated into memory. */
final class MemoryVoxels implements VoxelBytes.Filled {
  private final byte[] stored;
  private int filled;

  MemoryVoxels(int bytes) {
    stored = new byte[bytes];
  }

  @Override
  public synchronized void append(byte[] source, int length) {
    System.arraycopy(source, 0, stored, filled, length);
    filled += length;
  }

  @Override
  public synchronized void read(long at, byte[] target) {
    System.arraycopy(stored, Math.toIntExact(at), target, 0, target.length);
  }

  @Override
  public void close() {
    // memory is the garbage collector's
  }
}
