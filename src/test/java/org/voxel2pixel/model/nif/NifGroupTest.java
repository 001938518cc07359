// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voxel2pixel.model.SettingsJson;

/** Groups counted by hand. */
class NifGroupTest {
  /** Volumes 3 to 24 of run 0 and 3 to 12 of run 1 train; 30 to 34 of run 0 are held out. */
  private static final NifRows ROWS =
      new NifRows(both(rows(0, 3, 25), rows(1, 3, 13)), rows(0, 30, 35), List.of());

  private static List<NifRows.Row> rows(int run, int from, int to) {
    List<NifRows.Row> rows = new ArrayList<>();
    for (int volume = from; volume < to; volume++) rows.add(new NifRows.Row(run, volume));
    return rows;
  }

  private static List<NifRows.Row> both(List<NifRows.Row> a, List<NifRows.Row> b) {
    List<NifRows.Row> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static int size(String... values) {
    Map<String, String> overrides = new HashMap<>();
    for (int n = 0; n < values.length; n += 2) overrides.put(values[n], values[n + 1]);
    return NifGroup.size(ROWS, SettingsJson.override(NifSettings.quick(), overrides));
  }

  @Test
  void aGroupIsNoLongerThanARunDividesTheBatchAndLeavesABatch() {
    assertEquals(8, size("batchSize", "16", "neighbours", "8"));
    assertEquals(10, size("batchSize", "20", "neighbours", "20"), "run 1 trains on 10 volumes");
    assertEquals(8, size("batchSize", "16", "neighbours", "16"), "10 and 9 do not divide 16");
    // 22 and 10 volumes: in groups of 8 these are 24 of them, in groups of 4 they are 28
    assertEquals(2, size("batchSize", "32", "neighbours", "8"));
    assertEquals(1, size("batchSize", "16", "neighbours", "8", "lagCount", "1"));
  }

  @Test
  void groupsOfTrainingResponsesDoNotOverlapAndStayInTheirRuns() {
    Random random = new Random(1);
    Set<Integer> firsts = new HashSet<>();
    for (int n = 0; n < 50; n++) {
      List<NifGroup> groups = NifGroup.ofTraining(ROWS, 4, random);
      assertEquals(5 + 2, groups.size());
      Set<NifRows.Row> seen = new HashSet<>();
      for (NifGroup group : groups) {
        for (int i = 0; i < 4; i++) {
          assertTrue(ROWS.training().contains(group.response(i)), group.toString());
          assertTrue(seen.add(group.response(i)), group + " again");
        }
        if (group.run() == 0) firsts.add(group.last() % 4);
      }
    }
    assertEquals(3, firsts.size(), "two volumes over: three places to begin at");
  }

  @Test
  void heldOutGroupsEndWithTheRunAndMayBeginBeforeTheHeldOutPart() {
    assertEquals(List.of(new NifGroup(0, 34), new NifGroup(0, 30)), NifGroup.ofHeldOut(ROWS, 4));
  }
}
