// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Locale;
import java.util.Optional;

/** What a sample is for: to learn from, or to judge by. */
public enum Split {
  TRAIN,
  TEST;

  /** The word in a table: {@code train} or {@code test}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The split of that label, empty if there is none. */
  public static Optional<Split> ofLabel(String label) {
    for (Split split : values()) {
      if (split.label().equals(label)) return Optional.of(split);
    }
    return Optional.empty();
  }
}
