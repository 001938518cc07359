// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists in messages, cut to a length that people read. */
final class Shown {
  /** Names told of many. */
  static final int MOST = 10;

  private Shown() {}

  /** The first {@value #MOST}, commas between. */
  static String first(Collection<?> names) {
    return first(names, MOST);
  }

  static String first(Collection<?> names, int most) {
    String text = names.stream().limit(most).map(String::valueOf).collect(Collectors.joining(", "));
    return names.size() > most ? text + ", ..." : text;
  }
}
