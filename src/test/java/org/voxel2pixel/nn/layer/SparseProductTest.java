// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;

/** Against sums written out; its gradients are in the tape's tests. */
class SparseProductTest {
  /** Rows (2 -1 0), (0 0 0), (0 3 5). */
  private static final SparsePattern PATTERN =
      SparsePattern.ofRows(new long[] {0, 2, 2, 4}, new int[] {0, 1, 1, 2}, 3);

  private static final float[] VALUES = {2, -1, 3, 5};
  private static final float[] X = {1, 2, 3, /**/ 4, 5, 6, /**/ 7, 8, 9, /**/ -1, 0, 10};

  @ParameterizedTest
  @ValueSource(longs = {2, -1})
  void eachLaneOfEachExampleMeetsTheMatrix(long batch) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", batch, 2, 3);
      Operand<TFloat32> y = product(graph, PATTERN, VALUES, x);
      assertArrayEquals(new long[] {batch, 3, 2}, y.shape().asArray());
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(1, 1))) {
        float[] actual = session.step().feed(x, X, 2, 2, 3).fetch(y).run()[0];
        // [batch][row][lane]: rows 2 a - b, 0, 3 b + 5 c of lanes (a b c)
        float[] expected = {0, 3, 0, 0, 21, 45, /**/ 6, -2, 0, 0, 69, 50};
        assertArrayEquals(expected, actual);
      }
    }
  }

  @Test
  void aMatrixWithoutEntriesGivesZeros() {
    SparsePattern empty = SparsePattern.ofRows(new long[] {0, 0, 0}, new int[0], 3);
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", 2, 2, 3);
      Operand<TFloat32> y = product(graph, empty, new float[0], x);
      try (NetworkSession session = new NetworkSession(graph, new SessionOptions(1, 1))) {
        assertArrayEquals(new float[8], session.step().feed(x, X, 2, 2, 3).fetch(y).run()[0]);
      }
    }
  }

  @Test
  void whatDoesNotFitThePatternIsRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", 2, 2, 4);
      assertTrue(
          refusal(() -> product(graph, PATTERN, VALUES, x)).contains("3 x 3 with 4 entries"));
      Operand<TFloat32> fits = graph.placeholder("fits", 2, 2, 3);
      String values = refusal(() -> product(graph, PATTERN, new float[3], fits));
      assertTrue(values.contains("cannot have values"), values);
      Operand<TFloat32> flat = graph.placeholder("flat", 2, 3);
      String rank = refusal(() -> product(graph, PATTERN, VALUES, flat));
      assertTrue(rank.contains("[batch, lane, feature]"), rank);
    }
  }

  @Test
  void aPatternThatIsNoneIsRefused() {
    refusal(() -> SparsePattern.ofRows(new long[] {0}, new int[0], 3));
    refusal(() -> SparsePattern.ofRows(new long[] {0, 1}, new int[] {0}, 0));
    refusal(() -> SparsePattern.ofRows(new long[] {0, 2}, new int[] {0}, 3));
    refusal(() -> SparsePattern.ofRows(new long[] {1, 1}, new int[] {0}, 3));
    refusal(() -> SparsePattern.ofRows(new long[] {0, 2, 1}, new int[] {0}, 3));
    refusal(() -> SparsePattern.ofRows(new long[] {0, 1}, new int[] {3}, 3));
    refusal(() -> SparsePattern.ofRows(new long[] {0, 1}, new int[] {-1}, 3));
    refusal(() -> SparsePattern.ofRows(new long[] {0, 2}, new int[] {1, 1}, 3));
    refusal(() -> SparsePattern.ofRows(new long[] {0, 2}, new int[] {2, 1}, 3));
    SparsePattern twoRows = SparsePattern.ofRows(new long[] {0, 1, 2}, new int[] {2, 1}, 3);
    assertEquals(2, twoRows.entryCount());
  }

  private static Operand<TFloat32> product(
      NetworkGraph graph, SparsePattern pattern, float[] values, Operand<TFloat32> x) {
    Scope scope = Scope.of(graph, "net", Mode.INFERENCE);
    return SparseProduct.apply(scope, pattern, graph.tf().constant(values), x);
  }

  private static String refusal(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }
}
