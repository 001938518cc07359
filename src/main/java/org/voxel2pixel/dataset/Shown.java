// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists in messages, cut to a length that people read. */
final class Shown {
  /** Names told of many. */
  static final int MOST = 10;

  private Shown() {}

  /** The first {@value #MOST}, commas between, dots if there are more. */
  static String first(Collection<?> names) {
    return first(names, MOST);
  }

  /** How many, what, and the first {@value #MOST}: {@code 12 missing (a, b)}. */
  static String counted(Collection<?> names, String what) {
    String first =
        names.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
    return names.size() + " " + what + " (" + first + ")";
  }

  static String first(Collection<?> names, int most) {
    String text = names.stream().limit(most).map(String::valueOf).collect(Collectors.joining(", "));
    return names.size() > most ? text + ", ..." : text;
  }
}
