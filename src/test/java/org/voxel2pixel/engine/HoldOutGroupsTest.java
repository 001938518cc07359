// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldOutGroupsTest {
  @Test
  void picturesThatOtherRunsShowTooStayTogether() {
    int[] pictures = {0, 1, 1, 0};
    assertArrayEquals(pictures, HoldOutGroups.of(pictures, List.of("a", "a", "b", "b")));
  }

  @Test
  void aFilmIsHeldOutRunByRunThoughABlankFrameIsInAll() {
    int[] pictures = {0, 1, 2, 0, 3, 4};
    List<String> runs = List.of("a", "a", "a", "b", "b", "b");
    assertArrayEquals(new int[] {0, 0, 0, 1, 1, 1}, HoldOutGroups.of(pictures, runs));
  }

  @Test
  void oneRunIsHeldOutInTenths() {
    int[] pictures = new int[20];
    for (int i = 0; i < 20; i++) pictures[i] = i;
    int[] groups = HoldOutGroups.of(pictures, Collections.nCopies(20, "a"));
    for (int i = 0; i < 20; i++) pictures[i] = i / 2;
    assertArrayEquals(pictures, groups);
  }
}
