// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a region's voxels, or some of them, are told.
 *
 * @param roi name of the region
 * @param file the image
 * @param inside which of its voxels
 */
record RegionSource(String roi, Path file, Inside inside) {

  /** Which values mean that a voxel is inside. */
  sealed interface Inside {}

  /** All but 0. */
  record NotZero() implements Inside {}

  /** One label. */
  record Label(int number) implements Inside {}

  /** A probability that is high enough. */
  record AtLeast(double value) implements Inside {}

  /** The space that the image is said to be in. */
  Optional<String> space() {
    return BidsName.of(file).entity("space");
  }
}
