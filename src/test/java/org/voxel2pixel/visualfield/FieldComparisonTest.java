// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldComparisonTest {
  private static Optional<FittedField> fit(double x, double y, double sigma, double r) {
    return Optional.of(
        new FittedField(new ReceptiveField(x, y, sigma), r * r, FitDetail.ofHeldOutR(r)));
  }

  private static Optional<ReceptiveField> field(double x, double y, double sigma) {
    return Optional.of(new ReceptiveField(x, y, sigma));
  }

  @Test
  void mediansAndCorrelationsAreThoseDoneByHand() {
    FieldComparison result =
        FieldComparison.of(
            List.of(fit(3, 4, 1, 0.5), fit(1, 0, 2, 0.7), fit(2, 3, 1.5, 0.2), Optional.empty()),
            List.of(field(0, 0, 1.25), field(1, 1, 1), field(2, 1, 1), field(9, 9, 9)));
    assertEquals(4, result.voxelCount());
    assertEquals(3, result.comparedCount());
    assertEquals(2, result.medianErrorDeg(), 1e-12, "of 5, 1, 2");
    assertEquals(0.5, result.medianSigmaErrorDeg(), 1e-12, "of 0.25, 1, 0.5");
    assertEquals(0.5, result.medianSigmaBiasDeg(), 1e-12, "of -0.25, 1, 0.5");
    assertEquals(0.5, result.medianHeldOutR(), 1e-12);
    // x 3, 1, 2 beside 0, 1, 2: deviations 1, -1, 0 and -1, 0, 1: -1 / 2
    assertEquals(-0.5, result.rX(), 1e-12);
    // y 4, 0, 3 beside 0, 1, 1: covariance -14/9 ... 5/3, -7/3, 2/3 and -2/3, 1/3, 1/3
    double expected = (-10 - 7 + 2) / 9.0 / Math.sqrt((25 + 49 + 4) / 9.0 * 6 / 9.0);
    assertEquals(expected, result.rY(), 1e-12);
  }

  @Test
  void ofAnEvenNumberTheMedianIsHalfWay() {
    FieldComparison result =
        FieldComparison.of(
            List.of(fit(1, 0, 1, 0.1), fit(2, 0, 1, 0.3)), List.of(field(0, 0, 1), field(0, 0, 1)));
    assertEquals(1.5, result.medianErrorDeg(), 1e-12);
    assertEquals(0.2, result.medianHeldOutR(), 1e-12);
    assertTrue(Double.isNaN(result.rX()), "the true x is constant");
  }

  @Test
  void whatWasNotMeasuredIsNotANumber() {
    FieldComparison result =
        FieldComparison.of(
            List.of(Optional.of(new FittedField(new ReceptiveField(0, 0, 1), 0.3))),
            List.of(field(0, 0, 1)));
    assertTrue(Double.isNaN(result.medianHeldOutR()));
    assertThrows(
        IllegalArgumentException.class,
        () -> FieldComparison.of(List.of(), List.of(field(0, 0, 1))));
  }
}
