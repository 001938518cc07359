// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.visualfield.FittedField;
import org.voxel2pixel.visualfield.ReceptiveField;

class FieldSummaryTest {
  private static Optional<FittedField> field(double x, double y, double sigma) {
    return Optional.of(new FittedField(new ReceptiveField(x, y, sigma), 0.3));
  }

  @Test
  void fieldsThatShareAnEndOfTheSearchAreCounted() {
    List<Optional<FittedField>> fields = new ArrayList<>();
    for (int n = 0; n < 50; n++) fields.add(field(0.1 * n, -0.1 * n, 1 + 0.01 * n));
    assertFalse(FieldSummary.of(fields).contains("end of what"), "one least and one greatest");
    for (int n = 0; n < 7; n++) fields.add(field(0.05 + 0.1 * n, -0.05 - 0.1 * n, 0.25));
    fields.add(field(6, 0.5, 1.205));
    fields.add(field(6, 0.7, 1.215));
    String line = FieldSummary.of(fields);
    assertTrue(line.contains("7 sizes and 2 centres lie at the end"), line);
  }
}
