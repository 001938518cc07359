// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns of a run's confounds table.
 *
 * @param names of the columns, in the file's order
 * @param values {@code [name][volume]}
 */
record Confounds(List<String> names, double[][] values) {
  static final Confounds NONE = new Confounds(List.of(), new double[0][]);

  /** The pattern that stands for head motion. */
  static final String MOTION = "motion";

  /** Head motion as fMRIPrep names it: three translations and three rotations. */
  static final List<String> MOTION_COLUMNS =
      List.of("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z");

  Confounds {
    names = List.copyOf(names);
    if (names.size() != values.length) {
      throw new IllegalArgumentException(names.size() + " names of " + values.length + " columns");
    }
  }

  /**
   * A step's own columns, each once, in the file's order.
   *
   * @param patterns names; {@code *} stands for any characters, {@link #MOTION} for the six
   *     parameters of head motion
   */
  Confounds matching(List<String> patterns) {
    List<Integer> columns = matching(names, patterns);
    return new Confounds(
        columns.stream().map(names::get).toList(),
        columns.stream().map(c -> values[c]).toArray(double[][]::new));
  }

  /** Indices of the columns that the patterns mean, ascending. */
  static List<Integer> matching(List<String> names, List<String> patterns) {
    return IntStream.range(0, names.size())
        .filter(c -> patterns.stream().anyMatch(p -> matches(p, names.get(c), names)))
        .boxed()
        .toList();
  }

  /**
   * Whether a pattern means a column.
   *
   * @param all names of the table's columns
   */
  static boolean matches(String pattern, String name, List<String> all) {
    if (pattern.equals(MOTION)) return motionColumns(all).contains(name);
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return name.matches(regex);
  }

  /** What motion means in a table: all of six columns without names, else BIDS' names. */
  static List<String> motionColumns(List<String> all) {
    return all.equals(numbered(MOTION_COLUMNS.size())) ? all : MOTION_COLUMNS;
  }

  /** Names of columns that have none: 1, 2, ... */
  static List<String> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }
}
