// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.Objects;
import org.voxel2pixel.visualfield.PrfResponses;

/**
 * The voxels of one region of interest: what one layer of the network is to explain.
 *
 * @param name such as V1
 * @param responses of its voxels, the same runs and volumes as the frames
 */
public record NifRegion(String name, PrfResponses responses) {

  public NifRegion {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(responses, "responses");
  }
}
