// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.List;
import java.util.Locale;
import org.voxel2pixel.visualfield.PixelGrid;

/** What all projections share: counts, and the checks before a response is painted. */
abstract class RegionProjection implements VoxelProjection {
  private final PixelGrid grid;
  private final RfsLayout layout;
  private final int voxelCount;
  private final int[] used;
  private final int offScreenCount;
  private final List<String> warnings;

  /**
   * @param used voxels whose responses are looked at, each once, in any order
   */
  RegionProjection(PlacedVoxels placed, int[] used, List<String> warnings) {
    this.grid = placed.grid();
    this.layout = placed.all().layout();
    this.voxelCount = placed.all().voxelCount();
    this.used = used;
    this.offScreenCount = placed.offScreenCount();
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Writes the channels of some lags of all regions.
   *
   * @param responses {@code [lag - firstLag][voxel]}; used voxels are finite
   */
  abstract void paint(float[][] responses, int firstLag, float[] rfs, int at);

  @Override
  public final void project(float[] response, int lag, float[] rfs, int at) {
    layout.channel(0, lag); // refuses a lag that does not exist
    requireImage(rfs, at);
    requireFinite(response);
    paint(new float[][] {response}, lag, rfs, at);
  }

  @Override
  public final void projectLags(float[][] responses, float[] rfs, int at) {
    if (responses.length != layout.lagCount()) {
      throw new IllegalArgumentException(
          "one response a lag: lags are " + layout.lagCount() + ", responses " + responses.length);
    }
    requireImage(rfs, at);
    for (float[] response : responses) requireFinite(response);
    paint(responses, 0, rfs, at);
  }

  private void requireImage(float[] rfs, int at) {
    if (at >= 0 && at <= rfs.length - layout.valueCount()) return;
    throw new IllegalArgumentException(
        String.format(
            "an image of %d values does not fit at offset %d of %d",
            layout.valueCount(), at, rfs.length));
  }

  private void requireFinite(float[] response) {
    if (response.length != voxelCount) {
      throw new IllegalArgumentException(
          "a response must have " + voxelCount + " voxels, had " + response.length);
    }
    for (int voxel : used) {
      if (Float.isFinite(response[voxel])) continue;
      throw new IllegalArgumentException(
          "a response must be finite, was " + response[voxel] + " at voxel " + voxel);
    }
  }

  /** Responses of all voxels as {@link LagProduct} wants them. */
  static double[] sideBySide(float[][] responses, int lanes) {
    int voxelCount = responses[0].length;
    double[] x = new double[Math.multiplyExact(voxelCount, lanes)];
    for (int lag = 0; lag < responses.length; lag++) {
      for (int v = 0; v < voxelCount; v++) x[v * lanes + lag] = responses[lag][v];
    }
    return x;
  }

  /**
   * Writes what {@link LagProduct} made as some channels of an image.
   *
   * @param to where the first of these channels of the first pixel is
   */
  final void store(double[] image, int lanes, int lagCount, float[] rfs, int to) {
    for (int p = 0; p < grid.pixelCount(); p++) {
      int pixel = to + p * layout.channelCount();
      for (int lag = 0; lag < lagCount; lag++) rfs[pixel + lag] = (float) image[p * lanes + lag];
    }
  }

  final String describe(String rule) {
    return String.format(
        Locale.ROOT,
        "%s: %d voxels of %s on %d x %d pixels of %.4g degrees, %d centres off the screen",
        rule,
        usedVoxelCount(),
        String.join(", ", layout.rois()),
        grid.widthPx(),
        grid.heightPx(),
        grid.degPerPx(),
        offScreenCount);
  }

  @Override
  public final PixelGrid grid() {
    return grid;
  }

  @Override
  public final RfsLayout layout() {
    return layout;
  }

  @Override
  public final int voxelCount() {
    return voxelCount;
  }

  @Override
  public final int usedVoxelCount() {
    return used.length;
  }

  @Override
  public final int offScreenCount() {
    return offScreenCount;
  }

  @Override
  public final List<String> warnings() {
    return warnings;
  }
}
