// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Scope;

/** A fixed map from images to features, for a loss that compares features. */
public interface Comparator {

  /** The name that settings and results carry. */
  String name();

  /**
   * The features of a batch of images, one tensor a layer or scale.
   *
   * @param images {@code [B][H][W][3]}, RGB in [0, 1]
   */
  List<Operand<TFloat32>> features(Scope scope, Operand<TFloat32> images);

  /** The comparator of that name. */
  static Comparator named(String name) {
    if (name.equals(GaborEnergy.NAME)) return new GaborEnergy();
    throw new BadInputException(
        "comparator", "'" + GaborEnergy.NAME + "'", "'" + name + "'", "choose it");
  }
}
