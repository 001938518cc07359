// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

/** One line for people about the fields of a dataset. */
final class FieldSummary {
  private static final double LEAST_SHARE_AT_ENDS = 0.01;

  private FieldSummary() {}

  static String of(List<Optional<FittedField>> fields) {
    double[] r2 =
        fields.stream().flatMap(Optional::stream).mapToDouble(FittedField::r2).sorted().toArray();
    if (r2.length == 0) return "no voxel of " + fields.size() + " has a receptive field";
    String line =
        String.format(
            Locale.ROOT,
            "%d of %d voxels have a receptive field; r2 median %.3f, best %.3f, at least 0.05: %d",
            r2.length,
            fields.size(),
            r2[r2.length / 2],
            r2[r2.length - 1],
            Arrays.stream(r2).filter(r -> r >= 0.05).count());
    List<ReceptiveField> found =
        fields.stream().flatMap(Optional::stream).map(FittedField::field).toList();
    long sizes = atEnds(found, ReceptiveField::sigmaDeg);
    long centres =
        Math.max(atEnds(found, ReceptiveField::xDeg), atEnds(found, ReceptiveField::yDeg));
    if (sizes + centres < LEAST_SHARE_AT_ENDS * found.size()) return line;
    return line
        + String.format(
            Locale.ROOT,
            "; %d sizes and %d centres lie at the end of what was searched, they may be beyond",
            sizes,
            centres);
  }

  /** How many share the least or the greatest value exactly: no measurement does so by chance. */
  private static long atEnds(List<ReceptiveField> fields, ToDoubleFunction<ReceptiveField> value) {
    double least = fields.stream().mapToDouble(value).min().orElseThrow();
    double most = fields.stream().mapToDouble(value).max().orElseThrow();
    long atLeast = fields.stream().filter(f -> value.applyAsDouble(f) == least).count();
    long atMost = fields.stream().filter(f -> value.applyAsDouble(f) == most).count();
    return (atLeast > 1 ? atLeast : 0) + (atMost > 1 ? atMost : 0);
  }
}
