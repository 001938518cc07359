// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersInNamesCountAsNumbers() {
    List<String> sorted =
        List.of("MT", "V", "V1", "V1d", "V1v", "V2", "V3", "V3A", "V10", "run-2_x", "run-02_y");
    for (int seed = 0; seed < 20; seed++) {
      List<String> shuffled = new ArrayList<>(sorted);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(NaturalOrder.INSTANCE);
      assertEquals(sorted, shuffled);
    }
  }

  @Test
  void leadingZerosDoNotMakeTwoNamesOne() {
    List<String> names = new ArrayList<>(List.of("run-1", "run-01", "run-00000000000000000002"));
    names.sort(NaturalOrder.INSTANCE);
    assertEquals(List.of("run-01", "run-1", "run-00000000000000000002"), names);
  }
}
