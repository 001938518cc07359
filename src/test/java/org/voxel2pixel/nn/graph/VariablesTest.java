// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VariablesTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final Initializer NORMAL = Initializer.normal(0.5, 2);

  @Test
  void theSameNameIsTheSameVariable() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variable w = graph.variables().get("w", "g", Role.TRAINABLE, NORMAL, 2, 3);
      assertSame(w, graph.variables().get("w", "g", Role.TRAINABLE, NORMAL, 2, 3));
      assertEquals(6, w.elementCount());
      assertEquals(List.of(w), graph.variables().all());
    }
  }

  @Test
  void theSameNameWithOtherShapeRoleOrGroupIsRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variables variables = graph.variables();
      variables.get("w", "g", Role.TRAINABLE, NORMAL, 2, 3);
      assertThrows(
          IllegalArgumentException.class,
          () -> variables.get("w", "g", Role.TRAINABLE, NORMAL, 3, 2));
      assertThrows(
          IllegalArgumentException.class, () -> variables.get("w", "g", Role.STATE, NORMAL, 2, 3));
      assertThrows(
          IllegalArgumentException.class,
          () -> variables.get("w", "d", Role.TRAINABLE, NORMAL, 2, 3));
    }
  }

  @Test
  void namesWithASlashAndEmptyShapesAreRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variables variables = graph.variables();
      assertThrows(
          IllegalArgumentException.class, () -> variables.get("a/b", "g", Role.STATE, NORMAL, 2));
      assertThrows(
          IllegalArgumentException.class, () -> variables.get("a", "g", Role.STATE, NORMAL, 0));
    }
  }

  @Test
  void trainableAreThoseOfTheGroupAndRole() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variables variables = graph.variables();
      Variable w = variables.get("w", "g", Role.TRAINABLE, NORMAL, 2);
      variables.get("moving", "g", Role.STATE, NORMAL, 2);
      variables.get("v", "d", Role.TRAINABLE, NORMAL, 2);
      assertEquals(List.of(w), variables.trainable("g"));
    }
  }

  @Test
  void firstValuesDependOnSeedAndNameNotOnTheOrderOfCreation() {
    float[] b1 = firstValues(1, "b", "a", "b");
    float[] b2 = firstValues(1, "b", "b", "c", "a");
    assertArrayEquals(b1, b2, 0f);
    assertFalse(Arrays.equals(b1, firstValues(2, "b", "a", "b")));
    assertFalse(Arrays.equals(b1, firstValues(1, "a", "a", "b")));
  }

  private static float[] firstValues(long seed, String wanted, String... names) {
    try (NetworkGraph graph = new NetworkGraph()) {
      for (String name : names) graph.variables().get(name, "g", Role.TRAINABLE, NORMAL, 5);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.initialise(seed);
        return session.read(graph.variables().find(wanted).orElseThrow());
      }
    }
  }

  @Test
  void normalValuesHaveTheirMeanAndStandardDeviation() {
    float[] values = NORMAL.values(new long[] {200, 200}, 4);
    double mean = mean(values);
    double variance = 0;
    for (float v : values) variance += (v - mean) * (v - mean) / values.length;
    assertEquals(0.5, mean, 0.05); // 5 standard errors of 2 / 200
    assertEquals(2, Math.sqrt(variance), 0.04);
  }

  @Test
  void heValuesScaleWithTheFanIn() {
    float[] values = Initializer.heNormal(1.8).values(new long[] {4, 4, 256, 16}, 4);
    double square = 0;
    for (float v : values) square += (double) v * v / values.length;
    // The deconvolution 256 -> 256, k4 of Shen 2019's generator: 0.03977, here of 65536 draws.
    assertEquals(0.03977, Math.sqrt(square), 0.0006);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float v : values) sum += v;
    return sum / values.length;
  }

  @Test
  void assignedValuesAreReadBack() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variable w = graph.variables().get("w", "g", Role.TRAINABLE, NORMAL, 2, 2);
      Variable scalar = graph.variables().get("power", "g", Role.STATE, Initializer.constant(7));
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        session.assign(w, new float[] {1, 2, 3, 4});
        session.assign(scalar, new float[] {5});
        assertArrayEquals(new float[] {1, 2, 3, 4}, session.read(w));
        assertArrayEquals(new float[] {5}, session.read(scalar));
        String message =
            assertThrows(
                    IllegalArgumentException.class, () -> session.assign(w, new float[] {1, 2}))
                .getMessage();
        assertTrue(message.contains("w.newValue takes [2, 2]"), message);
      }
    }
  }

  @Test
  void twoSessionsOfAGraphHoldTheirOwnValues() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Variable w = graph.variables().get("w", "g", Role.TRAINABLE, NORMAL, 1);
      try (NetworkSession one = new NetworkSession(graph, OPTIONS);
          NetworkSession two = new NetworkSession(graph, OPTIONS)) {
        one.assign(w, new float[] {1});
        two.assign(w, new float[] {2});
        assertEquals(1f, one.read(w)[0]);
      }
    }
  }
}
