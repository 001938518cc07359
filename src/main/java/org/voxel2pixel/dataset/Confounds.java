// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.List;

/**
 * Columns of a run's confounds table.
 *
 * @param names of the columns, in the file's order
 * @param values {@code [name][volume]}
 */
record Confounds(List<String> names, double[][] values) {
  static final Confounds NONE = new Confounds(List.of(), new double[0][]);

  Confounds {
    names = List.copyOf(names);
    if (names.size() != values.length) {
      throw new IllegalArgumentException(names.size() + " names of " + values.length + " columns");
    }
  }

  /** A step's own columns, in the file's order. */
  Confounds matching(List<String> patterns) {
    return this;
  }
}
