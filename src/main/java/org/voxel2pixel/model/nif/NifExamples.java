// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;

/** Gathers batches: for each response the frames that it sees, and all regions' voxels. */
final class NifExamples {
  private final NifFrames frames;
  private final NifSettings settings;
  private final List<RegionBold> regions;

  NifExamples(NifFrames frames, List<RegionBold> regions, NifSettings settings) {
    this.frames = frames;
    this.regions = List.copyOf(regions);
    this.settings = settings;
  }

  /**
   * @return {@code [row][lag][y][x]}, the latest frame first
   */
  float[] images(List<NifRows.Row> rows) {
    int pixels = frames.reduction().pixelCount();
    int length = Math.multiplyExact(pixels, settings.lagCount());
    float[] images = new float[Math.multiplyExact(rows.size(), length)];
    for (int b = 0; b < rows.size(); b++) {
      NifRows.Row row = rows.get(b);
      for (int lag = 0; lag < settings.lagCount(); lag++) {
        int volume = row.volume() - settings.firstLag() - lag;
        frames.read(row.run(), volume, images, b * length + lag * pixels);
      }
    }
    return images;
  }

  /**
   * @return of each region, {@code [row][voxel]}
   */
  List<float[]> responses(List<NifRows.Row> rows) {
    List<float[]> responses = new ArrayList<>();
    for (RegionBold region : regions) {
      float[] values = new float[Math.multiplyExact(rows.size(), region.voxelCount())];
      for (int b = 0; b < rows.size(); b++)
        region.read(rows.get(b), values, b * region.voxelCount());
      responses.add(values);
    }
    return responses;
  }
}
