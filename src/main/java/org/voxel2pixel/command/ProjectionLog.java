// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Locale;
import org.voxel2pixel.projection.ProjectionEstimate;
import org.voxel2pixel.projection.VoxelProjection;

/** What is told about a projection: before it is made, and what it reaches. */
final class ProjectionLog {
  private ProjectionLog() {}

  /** Such as "gaussian, estimated for one core: 18.0 MiB, ...; about 3.0 ms an image". */
  static String cost(String name, ProjectionEstimate estimate) {
    return name + ", estimated for one core: " + estimate.summary();
  }

  /** Size of all planes as a file, and the time to paint them. */
  static String whole(RfsImages images, ProjectionEstimate estimate) {
    return String.format(
        Locale.ROOT,
        "%d samples of %d channels, painted when looked at; saved they would be %,d planes, %s,"
            + " painted in about %s (estimated, one core, without the disk)",
        images.sampleCount(),
        images.projection().channelCount(),
        images.planeCount(),
        ByteSize.text(images.pixelBytes()),
        duration(estimate.msPerSample() * images.sampleCount() / 1000));
  }

  private static String duration(double seconds) {
    if (seconds < 60) return String.format(Locale.ROOT, "%.2g s", Math.max(seconds, 0.1));
    return String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  /** Such as "V1: no voxel reaches 3201 of 9216 pixels (34.7 %)". */
  static String uncovered(VoxelProjection projection, int roi) {
    int missed = 0;
    float[] coverage = projection.coverage(roi);
    for (float value : coverage) if (value == 0) missed++;
    return String.format(
        Locale.ROOT,
        "%s: no voxel reaches %d of %d pixels (%.1f %%)",
        projection.layout().rois().get(roi),
        missed,
        coverage.length,
        100.0 * missed / coverage.length);
  }
}
