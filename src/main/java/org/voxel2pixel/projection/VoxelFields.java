// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.visualfield.PixelGrid;
import org.voxel2pixel.visualfield.ReceptiveField;

/**
 * What a projection is made of: which voxel belongs to which region and sees which patch of which
 * screen.
 *
 * @param grid the screen in pixels; for warped frames the fields are in the warped frame's degrees
 * @param rois regions in the order of their channels, each once; voxels of others are not used
 * @param roiOfVoxel {@code [voxel]}
 * @param fields {@code [voxel]}; empty = voxel not used
 * @param lagCount volumes shown together, at least 1
 */
public record VoxelFields(
    PixelGrid grid,
    List<String> rois,
    List<String> roiOfVoxel,
    List<Optional<ReceptiveField>> fields,
    int lagCount) {

  /**
   * @throws BadInputException if no region is given, or one twice
   */
  public VoxelFields {
    if (rois.isEmpty() || new HashSet<>(rois).size() < rois.size()) {
      throw new BadInputException("regions", "each region once", rois + "", "list each once");
    }
    if (roiOfVoxel.size() != fields.size()) {
      throw new IllegalArgumentException(
          "one field a voxel: fields were " + fields.size() + ", voxels " + roiOfVoxel.size());
    }
    if (lagCount < 1) throw new IllegalArgumentException("lagCount must be >= 1, was " + lagCount);
    rois = List.copyOf(rois);
    roiOfVoxel = List.copyOf(roiOfVoxel);
    fields = List.copyOf(fields);
  }

  /** How the images lie in memory. */
  public RfsLayout layout() {
    return new RfsLayout(grid.widthPx(), grid.heightPx(), rois, lagCount);
  }

  public int voxelCount() {
    return fields.size();
  }
}
