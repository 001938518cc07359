// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import org.voxel2pixel.nn.weights.LoadedWeights;

/**
 * Where a comparator's weights come from.
 *
 * @param fileName of the weights, without its folder
 * @param naming whose names the file uses, such as {@code torchvision}
 * @param sha256 of the file
 */
public record WeightsOrigin(String fileName, String naming, String sha256) {

  static WeightsOrigin of(LoadedWeights weights) {
    String name = String.valueOf(weights.file().toAbsolutePath().normalize().getFileName());
    return new WeightsOrigin(name, weights.naming(), weights.sha256());
  }
}
