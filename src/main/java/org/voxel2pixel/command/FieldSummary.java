// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voxel2pixel.visualfield.FittedField;

/** One line for people about the fields of a dataset. */
final class FieldSummary {
  private FieldSummary() {}

  static String of(List<Optional<FittedField>> fields) {
    double[] r2 =
        fields.stream().flatMap(Optional::stream).mapToDouble(FittedField::r2).sorted().toArray();
    if (r2.length == 0) return "no voxel of " + fields.size() + " has a receptive field";
    return String.format(
        Locale.ROOT,
        "%d of %d voxels have a receptive field; r2 median %.3f, best %.3f, at least 0.05: %d",
        r2.length,
        fields.size(),
        r2[r2.length / 2],
        r2[r2.length - 1],
        Arrays.stream(r2).filter(r -> r >= 0.05).count());
  }
}
