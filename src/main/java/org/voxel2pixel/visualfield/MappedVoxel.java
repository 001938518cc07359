// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

/**
 * A voxel whose receptive field is known.
 *
 * @param index of the voxel in its dataset or table, from 0
 * @param region that it belongs to, such as V1
 * @param fitted its field, and how well that explains the voxel
 */
public record MappedVoxel(int index, String region, FittedField fitted) {

  public MappedVoxel {
    if (index < 0) throw new IllegalArgumentException("index must be >= 0, was " + index);
    if (region.isBlank()) throw new IllegalArgumentException("region must be a name");
  }

  public ReceptiveField field() {
    return fitted.field();
  }
}
