// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Optional;
import org.voxel2pixel.visualfield.FittedField;

/**
 * One column of the responses.
 *
 * @param index column, from 0
 * @param i first index in the fMRI volume, or {@link #UNKNOWN}
 * @param j second index in the fMRI volume, or {@link #UNKNOWN}
 * @param k third index in the fMRI volume, or {@link #UNKNOWN}
 * @param roi region that it belongs to, such as {@code V1}
 * @param field what part of the screen drives it, if that is known
 */
public record Voxel(int index, int i, int j, int k, String roi, Optional<FittedField> field) {

  /** A place in the volume that the source did not tell. */
  public static final int UNKNOWN = -1;

  public Voxel {
    if (index < 0) throw new IllegalArgumentException("index must be >= 0, was " + index);
    if (i < UNKNOWN || j < UNKNOWN || k < UNKNOWN) {
      throw new IllegalArgumentException(
          "i, j, k must be >= 0 or UNKNOWN, were " + i + ", " + j + ", " + k);
    }
    requireCell("roi", roi);
  }

  /** The same voxel with another field. */
  public Voxel withField(Optional<FittedField> other) {
    return new Voxel(index, i, j, k, roi, other);
  }

  /** A name must survive as one cell of a tab-separated table. */
  static void requireCell(String name, String value) {
    if (value.isBlank()
        || !value.equals(value.strip())
        || value.chars().anyMatch(c -> c < ' ')
        || value.equals("n/a")) {
      throw new IllegalArgumentException(
          name + " must be a word without tabs or line ends, was \"" + value + "\"");
    }
  }
}
