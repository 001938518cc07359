// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.imagej;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionColoursTest {
  @Test
  void fortyRegionsHaveFortyColours() {
    Set<Color> colours = new HashSet<>();
    for (int region = 0; region < 40; region++) {
      assertTrue(colours.add(RegionColours.of(region)), "region " + region);
    }
  }

  @Test
  void theFirstThreeAreBlueVermilionAndGreenOfOkabeAndIto() {
    assertEquals(new Color(0, 114, 178), RegionColours.of(0));
    assertEquals(new Color(213, 94, 0), RegionColours.of(1));
    assertEquals(new Color(0, 158, 115), RegionColours.of(2));
    assertEquals(new Color(0, 114, 178, 128), RegionColours.of(0, 0.5));
    assertEquals(new Color(0, 57, 89), RegionColours.of(8), "half the light of the first");
  }
}
