// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.projection;

import java.util.List;
import org.voxel2pixel.visualfield.PixelGrid;

/**
 * A linear map from the responses of one volume to one lag of a receptive-field image (RFSimage),
 * region by region. Implementations are immutable and thread-safe.
 *
 * <p>All use the same voxels: those of the chosen regions with a field whose centre lies on the
 * screen. A pixel that no voxel reaches is 0.
 */
public interface VoxelProjection {

  PixelGrid grid();

  /** How the values of an image lie in an array. */
  RfsLayout layout();

  default int channelCount() {
    return layout().channelCount();
  }

  /** Such as "V1 lag0", in the order of the channels. */
  default List<String> channelNames() {
    return layout().channelNames();
  }

  /** Length of a response. */
  int voxelCount();

  /** Voxels that take part. */
  int usedVoxelCount();

  /** Voxels with a field whose centre lies off the screen; they are not used. */
  int offScreenCount();

  /**
   * Writes one volume as one lag: the channels of this lag are overwritten, those of others kept.
   *
   * @param response {@code [voxel]}, z-scores of one volume; used voxels must be finite (a voxel
   *     without variance is 0, not NaN)
   * @param lag 0 the earliest volume after the frame
   * @param rfs {@code [at + (y * widthPx + x) * channelCount + channel]}
   * @param at where the image starts in {@code rfs}
   * @throws IllegalArgumentException if lengths do not fit, or a used voxel is not finite; {@code
   *     rfs} is then as before
   */
  void project(float[] response, int lag, float[] rfs, int at);

  /**
   * Writes a whole image, all lags in one pass over the operator; bitwise the same values as {@link
   * #project} lag by lag.
   *
   * @param responses {@code [lag][voxel]}, lag 0 the earliest volume after the frame
   * @param rfs {@code [at + (y * widthPx + x) * channelCount + channel]}
   * @param at where the image starts in {@code rfs}
   * @throws IllegalArgumentException as {@link #project}, or if there is not one response a lag
   */
  void projectLags(float[][] responses, float[] rfs, int at);

  /**
   * How well a region's voxels cover each pixel; what is counted depends on the projection. 0 where
   * no field reaches.
   *
   * @param roi index into the layout's regions
   * @return {@code [y * widthPx + x]}
   */
  float[] coverage(int roi);

  /** Memory that this operator keeps. */
  long bytes();

  /** What is odd but usable about the fields, one sentence each. */
  List<String> warnings();

  /** Rule, settings and counts in one line, for logs and provenance. */
  String summary();
}
