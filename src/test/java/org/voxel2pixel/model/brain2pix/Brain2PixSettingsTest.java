// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.voxel2pixel.model.SettingsJson;

class Brain2PixSettingsTest {

  @Test
  void theStepSizeStaysThenFallsInAStraightLineToZero() {
    Brain2PixSettings settings = with("learningRate=0.01 decayFrom=0.6");
    assertEquals(0.01, settings.learningRateAt(0, 100));
    assertEquals(0.01, settings.learningRateAt(60, 100), 1e-15);
    assertEquals(0.005, settings.learningRateAt(80, 100), 1e-15);
    assertEquals(0.01 / 40, settings.learningRateAt(99, 100), 1e-15);
    assertEquals(0, settings.learningRateAt(100, 100));
  }

  @Test
  void withoutDecayTheStepSizeNeverFalls() {
    Brain2PixSettings settings = with("learningRate=0.01 decayFrom=1");
    assertEquals(0.01, settings.learningRateAt(99, 100));
    assertEquals(0.01, settings.learningRateAt(100, 100));
  }

  private static Brain2PixSettings with(String overrides) {
    return SettingsJson.override(Brain2PixSettings.quick(), SettingsJson.parsePairs(overrides));
  }
}
