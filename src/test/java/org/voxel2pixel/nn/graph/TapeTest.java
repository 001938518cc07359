// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.sparse.SparseTensorDenseMatMul;
import org.tensorflow.types.TFloat32;

/**
 * Each gradient rule against finite differences of fourth order, {@code (8 (f(x + h) - f(x - h)) -
 * (f(x + 2h) - f(x - 2h))) / 12 h}, summed in double precision; the loss is a random projection of
 * the function's value, so that no error can hide in a symmetry.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TapeTest {
  private static final SessionOptions OPTIONS = new SessionOptions(2, 1);
  private static final float H = 0.02f;
  private static final double TOLERANCE = 1e-3;

  private final Set<String> testedTypes = new TreeSet<>();

  static Stream<TapeCase> cases() {
    return Stream.concat(TapeCases.all().stream(), TapeNetworkCases.all().stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradientsAgreeWithFiniteDifferences(TapeCase testCase) {
    try (NetworkGraph graph = new NetworkGraph()) {
      Ops tf = graph.tf();
      List<Operand<TFloat32>> xs = new ArrayList<>();
      for (TapeCase.Input input : testCase.inputs()) {
        xs.add(graph.placeholder("x" + xs.size(), input.placeholderDims()));
      }
      Operand<TFloat32> y = tf.reshape(testCase.f().apply(tf, xs), tf.constant(new int[] {-1}));
      Operand<TFloat32> projection = graph.placeholder("projection", -1);
      Operand<TFloat32> loss = tf.sum(tf.math.mul(y, projection), tf.constant(0));
      noteTypes(graph);
      List<Operand<TFloat32>> gradients = Tape.gradients(graph, loss, xs);
      try (NetworkSession session = new NetworkSession(graph, OPTIONS)) {
        new Comparison(session, xs, testCase.inputs(), y, projection).check(gradients);
      }
    }
  }

  private void noteTypes(NetworkGraph graph) {
    Iterator<GraphOperation> operations = graph.graph().operations();
    while (operations.hasNext()) testedTypes.add(operations.next().type());
  }

  @AfterAll
  void everyRuleHasBeenTested() {
    if (testedTypes.size() < 20) return; // a single case was run
    Set<String> untested = new TreeSet<>(GradientRules.types());
    untested.removeAll(testedTypes);
    assertEquals(Set.of(), untested);
  }

  @Test
  void anUnknownOperationIsRefusedByName() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", 2);
      Operand<TFloat32> y = graph.tf().math.digamma(x);
      Operand<TFloat32> loss = graph.tf().sum(y, graph.tf().constant(0));
      String message = refusal(graph, loss, x);
      assertTrue(message.contains("Digamma"), message);
    }
  }

  @Test
  void whatTheNativeGradientCannotDoIsRefusedWhileBuilding() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", 1, 4, 4, 4);
      Operand<TFloat32> w = graph.placeholder("w", 3, 3, 2, 2);
      Ops tf = graph.tf();
      Conv2d.Options padding = Conv2d.explicitPaddings(0L, 0L, 1L, 1L, 1L, 1L, 0L, 0L);
      Operand<TFloat32> y = tf.nn.conv2d(x, w, List.of(1L, 1L, 1L, 1L), "EXPLICIT", padding);
      Operand<TFloat32> loss = tf.sum(y, tf.constant(new int[] {0, 1, 2, 3}));
      String message = refusal(graph, loss, w);
      assertTrue(message.contains("in groups with explicit padding"), message);
    }
  }

  @Test
  void aSparseProductWithATransposedDenseFactorIsRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", 2, 3);
      Ops tf = graph.tf();
      Operand<TFloat32> y =
          tf.sparse.sparseTensorDenseMatMul(
              tf.constant(new long[][] {{0, 1}}),
              tf.constant(new float[] {2}),
              tf.constant(new long[] {4, 3}),
              x,
              SparseTensorDenseMatMul.adjointB(true));
      String message = refusal(graph, tf.sum(y, tf.constant(new int[] {0, 1})), x);
      assertTrue(message.contains("with the dense factor transposed"), message);
    }
  }

  @Test
  void anUnknownOperationOffThePathIsNoMatter() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x");
      Operand<TFloat32> other = graph.tf().math.digamma(graph.placeholder("other"));
      assertEquals(1, Tape.gradients(graph, graph.tf().math.mul(x, other), List.of(x)).size());
    }
  }

  @Test
  void nothingFlowsThroughStopGradient() {
    try (NetworkGraph graph = new NetworkGraph();
        NetworkSession session = new NetworkSession(graph, OPTIONS)) {
      Operand<TFloat32> x = graph.placeholder("x");
      Ops tf = graph.tf();
      Operand<TFloat32> loss = tf.math.mul(x, tf.stopGradient(tf.math.square(x)));
      Operand<TFloat32> gradient = Tape.gradients(graph, loss, List.of(x)).get(0);
      float[] value = session.step().feed(x, new float[] {3}).fetch(gradient).run()[0];
      assertEquals(9f, value[0]);
    }
  }

  @Test
  void aLossThatDoesNotDependOnAnInputIsRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x");
      Operand<TFloat32> other = graph.placeholder("other");
      String message = refusal(graph, graph.tf().math.square(x), other);
      assertTrue(message.contains("does not depend on other"), message);
    }
  }

  @Test
  void aLossThatIsNoScalarIsRefused() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> x = graph.placeholder("x", 2);
      String message = refusal(graph, graph.tf().math.square(x), x);
      assertTrue(message.contains("must be a scalar"), message);
    }
  }

  @Test
  void gradientsNobodyNeedsAreNotBuilt() {
    try (NetworkGraph graph = new NetworkGraph()) {
      Operand<TFloat32> image = graph.placeholder("image", 1, 4, 4, 1);
      Operand<TFloat32> filter = graph.placeholder("filter", 2, 2, 1, 1);
      Ops tf = graph.tf();
      Operand<TFloat32> y = tf.nn.conv2d(image, filter, List.of(1L, 1L, 1L, 1L), "SAME");
      Operand<TFloat32> loss = tf.sum(y, tf.constant(new int[] {0, 1, 2, 3}));
      Tape.gradients(graph, loss, List.of(image));
      Iterator<GraphOperation> operations = graph.graph().operations();
      while (operations.hasNext()) {
        assertTrue(!operations.next().type().equals("Conv2DBackpropFilter"));
      }
    }
  }

  private static String refusal(NetworkGraph graph, Operand<TFloat32> loss, Operand<TFloat32> x) {
    return assertThrows(
            IllegalArgumentException.class, () -> Tape.gradients(graph, loss, List.of(x)))
        .getMessage();
  }

  /** The values that a case is run with and the differences taken around them. */
  private static final class Comparison {
    private final NetworkSession session;
    private final List<Operand<TFloat32>> xs;
    private final List<TapeCase.Input> inputs;
    private final Operand<TFloat32> y;
    private final Operand<TFloat32> projection;
    private final List<float[]> values = new ArrayList<>();
    private final float[] weights;

    Comparison(
        NetworkSession session,
        List<Operand<TFloat32>> xs,
        List<TapeCase.Input> inputs,
        Operand<TFloat32> y,
        Operand<TFloat32> projection) {
      this.session = session;
      this.xs = xs;
      this.inputs = inputs;
      this.y = y;
      this.projection = projection;
      Random random = new Random(11);
      inputs.forEach(input -> values.add(input.draw(random)));
      weights = new float[fed(session.step()).fetch(y).run()[0].length];
      for (int i = 0; i < weights.length; i++) weights[i] = 2 * random.nextFloat() - 1;
    }

    private Step fed(Step step) {
      for (int i = 0; i < xs.size(); i++) step.feed(xs.get(i), values.get(i), inputs.get(i).dims());
      return step;
    }

    private double loss() {
      float[] at = fed(session.step()).fetch(y).run()[0];
      double sum = 0;
      for (int i = 0; i < at.length; i++) sum += (double) at[i] * weights[i];
      return sum;
    }

    void check(List<Operand<TFloat32>> gradients) {
      Step step = fed(session.step()).feed(projection, weights, weights.length);
      gradients.forEach(step::fetch);
      float[][] actual = step.run();
      for (int i = 0; i < actual.length; i++) {
        assertEquals(values.get(i).length, actual[i].length, "size of gradient " + i);
        for (int j = 0; j < actual[i].length; j++) {
          double expected = difference(values.get(i), j);
          double tolerance = TOLERANCE * Math.max(1, Math.abs(expected));
          assertEquals(expected, actual[i][j], tolerance, "gradient " + i + " element " + j);
        }
      }
    }

    private double difference(float[] x, int j) {
      double near = lossAt(x, j, H) - lossAt(x, j, -H);
      double far = lossAt(x, j, 2 * H) - lossAt(x, j, -2 * H);
      return (8 * near - far) / (12 * H);
    }

    private double lossAt(float[] x, int j, float offset) {
      float kept = x[j];
      x[j] = kept + offset;
      double loss = loss();
      x[j] = kept;
      return loss;
    }
  }
}
