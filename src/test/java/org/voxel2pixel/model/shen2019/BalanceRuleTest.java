// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceRuleTest {
  private static final List<Double> THREE = List.of(0.1, 0.5, 10.0);

  @ParameterizedTest
  @CsvSource({
    "BOTH, 0.0999, GENERATOR_ONLY",
    "BOTH, 0.1, BOTH",
    "BOTH, 10, BOTH",
    "BOTH, 10.001, DISCRIMINATOR_ONLY",
    "BOTH, Infinity, DISCRIMINATOR_ONLY",
    "BOTH, NaN, BOTH",
    "GENERATOR_ONLY, 0.05, GENERATOR_ONLY",
    "GENERATOR_ONLY, 0.3, GENERATOR_ONLY",
    "GENERATOR_ONLY, 0.5, GENERATOR_ONLY",
    "GENERATOR_ONLY, 0.501, BOTH",
    "GENERATOR_ONLY, 11, DISCRIMINATOR_ONLY",
    "GENERATOR_ONLY, NaN, GENERATOR_ONLY",
    "DISCRIMINATOR_ONLY, 11, DISCRIMINATOR_ONLY",
    "DISCRIMINATOR_ONLY, 2, DISCRIMINATOR_ONLY",
    "DISCRIMINATOR_ONLY, 0.11, DISCRIMINATOR_ONLY",
    "DISCRIMINATOR_ONLY, 0.09, GENERATOR_ONLY",
    "DISCRIMINATOR_ONLY, NaN, DISCRIMINATOR_ONLY"
  })
  void theReleasedRuleHasHysteresisAt01And05AndPausesTheGeneratorAt10(
      Balance now, double ratio, Balance next) {
    assertEquals(next, BalanceRule.RELEASED.next(now, ratio, THREE));
  }

  @ParameterizedTest
  @CsvSource({
    "BOTH, 0.0999, GENERATOR_ONLY",
    "BOTH, 0.1, BOTH",
    "GENERATOR_ONLY, 0.0999, GENERATOR_ONLY",
    "GENERATOR_ONLY, 0.1, BOTH",
    "GENERATOR_ONLY, NaN, BOTH",
    "BOTH, 1000, BOTH"
  })
  void thePapersRulePausesTheDiscriminatorBelow01Alone(Balance now, double ratio, Balance next) {
    assertEquals(next, BalanceRule.PAPER.next(now, ratio, List.of(0.1)));
  }

  @Test
  void inAWholeHistoryEachSwitchComesOneStepAfterItsRatio() {
    double[] ratios = {1, 0.05, 0.3, 0.09, 0.6, 12, 5, 0.2, 0.05, 0.7};
    String[] expected = {"B", "G", "G", "G", "B", "D", "D", "D", "G", "B"};
    Balance balance = Balance.BOTH;
    for (int i = 0; i < ratios.length; i++) {
      balance = BalanceRule.RELEASED.next(balance, ratios[i], THREE);
      assertEquals(expected[i], balance.name().substring(0, 1), "after ratio " + ratios[i]);
    }
  }
}
