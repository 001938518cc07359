// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.visualfield;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptiveFieldTest {

  @Test
  void eccentricityIsTheDistanceFromFixation() {
    assertEquals(5, new ReceptiveField(-3, 4, 1).eccentricityDeg());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aSizeThatIsNoneIsRefused(double sigmaDeg) {
    assertThrows(IllegalArgumentException.class, () -> new ReceptiveField(0, 0, sigmaDeg));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aCentreNowhereIsRefused(double deg) {
    assertThrows(IllegalArgumentException.class, () -> new ReceptiveField(deg, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ReceptiveField(0, deg, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, 87, Double.NaN})
  void aShareOutsideZeroToOneIsRefused(double r2) {
    ReceptiveField field = new ReceptiveField(0, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> new FittedField(field, r2));
  }
}
