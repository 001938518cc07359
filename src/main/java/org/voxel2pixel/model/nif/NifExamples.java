// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;

/** Gathers batches: for groups of responses the frames that they see, and all regions' voxels. */
final class NifExamples {
  private final NifFrames frames;
  private final NifSettings settings;
  private final List<RegionBold> regions;
  private final int groupSize;

  /**
   * @param groupSize responses of a group
   */
  NifExamples(NifFrames frames, List<RegionBold> regions, NifSettings settings, int groupSize) {
    this.frames = frames;
    this.regions = List.copyOf(regions);
    this.settings = settings;
    this.groupSize = groupSize;
  }

  /**
   * @return {@code [group][frame][y][x]}, the {@code groupSize + lagCount - 1} frames of a group
   *     with the latest first
   */
  float[] images(List<NifGroup> groups) {
    int pixels = frames.reduction().pixelCount();
    int count = groupSize + settings.lagCount() - 1;
    float[] images =
        new float[Math.multiplyExact(groups.size(), Math.multiplyExact(pixels, count))];
    for (int g = 0; g < groups.size(); g++) {
      int latest = groups.get(g).last() - settings.firstLag();
      for (int n = 0; n < count; n++) {
        frames.read(groups.get(g).run(), latest - n, images, (g * count + n) * pixels);
      }
    }
    return images;
  }

  /**
   * @return of each region, {@code [group][response][voxel]}, the latest response first
   */
  List<float[]> responses(List<NifGroup> groups) {
    List<float[]> responses = new ArrayList<>();
    int rows = groups.size() * groupSize;
    for (RegionBold region : regions) {
      float[] values = new float[Math.multiplyExact(rows, region.voxelCount())];
      for (int row = 0; row < rows; row++) {
        NifRows.Row response = groups.get(row / groupSize).response(row % groupSize);
        region.read(response, values, row * region.voxelCount());
      }
      responses.add(values);
    }
    return responses;
  }
}
