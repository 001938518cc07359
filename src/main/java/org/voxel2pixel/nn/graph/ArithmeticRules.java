// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Element by element, with broadcasting: for {@code y = f(a, b)} and {@code g = dL/dy}, {@code
 * dL/da = sum(g * df/da)} over the axes along which a was broadcast. At a tie Maximum and Minimum
 * give the gradient to their first input, and Abs gives 0 at 0, as TensorFlow does.
 */
final class ArithmeticRules {
  private ArithmeticRules() {}

  static void addTo(Map<String, GradientRule> rules) {
    rules.put("Add", ArithmeticRules::add);
    rules.put("AddV2", ArithmeticRules::add);
    rules.put("AddN", ArithmeticRules::addN);
    rules.put("Sub", ArithmeticRules::sub);
    rules.put("Mul", ArithmeticRules::mul);
    rules.put("Div", ArithmeticRules::div);
    rules.put("RealDiv", ArithmeticRules::div);
    rules.put("SquaredDifference", ArithmeticRules::squaredDifference);
    rules.put("Maximum", b -> choose(b, (x, y) -> b.tf().math.greaterEqual(x, y)));
    rules.put("Minimum", b -> choose(b, (x, y) -> b.tf().math.lessEqual(x, y)));
    rules.put("SelectV2", ArithmeticRules::select);
    rules.put("Pow", ArithmeticRules::pow);
    addUnary(rules);
  }

  private static void addUnary(Map<String, GradientRule> rules) {
    rules.put("Neg", unary((b, g) -> b.tf().math.neg(g)));
    rules.put("Square", unary((b, g) -> times(b, g, scale(b, 2, b.input(0)))));
    rules.put("Sqrt", unary((b, g) -> b.tf().math.div(scale(b, 0.5f, g), b.output())));
    rules.put(
        "Rsqrt",
        unary(
            (b, g) -> {
              Operand<TFloat32> cube = times(b, b.output(), b.tf().math.square(b.output()));
              return times(b, scale(b, -0.5f, g), cube);
            }));
    rules.put("Exp", unary((b, g) -> times(b, g, b.output())));
    rules.put("Log", unary((b, g) -> b.tf().math.div(g, b.input(0))));
    rules.put(
        "Log1p",
        unary((b, g) -> b.tf().math.div(g, b.tf().math.add(b.input(0), b.tf().constant(1f)))));
    rules.put("Abs", unary((b, g) -> times(b, g, b.tf().math.sign(b.input(0)))));
    rules.put("Sin", unary((b, g) -> times(b, g, b.tf().math.cos(b.input(0)))));
    rules.put("Cos", unary((b, g) -> b.tf().math.neg(times(b, g, b.tf().math.sin(b.input(0))))));
  }

  private static GradientRule unary(
      BiFunction<Backward, Operand<TFloat32>, Operand<TFloat32>> gradient) {
    return b -> b.give(0, () -> gradient.apply(b, b.gradient()));
  }

  private static Operand<TFloat32> times(Backward b, Operand<TFloat32> x, Operand<TFloat32> y) {
    return b.tf().math.mul(x, y);
  }

  private static Operand<TFloat32> scale(Backward b, float factor, Operand<TFloat32> x) {
    return b.tf().math.mul(x, b.tf().constant(factor));
  }

  private static void add(Backward b) {
    b.giveReduced(0, b::gradient);
    b.giveReduced(1, b::gradient);
  }

  private static void addN(Backward b) {
    for (int i = 0; i < b.op().numInputs(); i++) b.give(i, b::gradient);
  }

  private static void sub(Backward b) {
    b.giveReduced(0, b::gradient);
    b.giveReduced(1, () -> b.tf().math.neg(b.gradient()));
  }

  private static void mul(Backward b) {
    b.giveReduced(0, () -> times(b, b.gradient(), b.input(1)));
    b.giveReduced(1, () -> times(b, b.gradient(), b.input(0)));
  }

  private static void div(Backward b) {
    Ops tf = b.tf();
    b.giveReduced(0, () -> tf.math.div(b.gradient(), b.input(1)));
    b.giveReduced(
        1, () -> tf.math.neg(times(b, b.gradient(), tf.math.div(b.output(), b.input(1)))));
  }

  private static void squaredDifference(Backward b) {
    Ops tf = b.tf();
    b.giveReduced(
        0, () -> times(b, scale(b, 2, b.gradient()), tf.math.sub(b.input(0), b.input(1))));
    b.giveReduced(
        1, () -> times(b, scale(b, 2, b.gradient()), tf.math.sub(b.input(1), b.input(0))));
  }

  /** The exponent must be one that nothing is differentiated by. */
  private static void pow(Backward b) {
    b.refuseGradientOf(1, "the exponent");
    Ops tf = b.tf();
    b.giveReduced(
        0,
        () -> {
          Operand<TFloat32> lower =
              tf.math.pow(b.input(0), tf.math.sub(b.input(1), tf.constant(1f)));
          return times(b, times(b, b.gradient(), b.input(1)), lower);
        });
  }

  private static void choose(
      Backward b, BiFunction<Operand<TFloat32>, Operand<TFloat32>, Operand<TBool>> first) {
    Operand<TBool> firstChosen = first.apply(b.input(0), b.input(1));
    split(b, 0, firstChosen);
  }

  private static void select(Backward b) {
    split(b, 1, b.op().input(0).expect(TBool.class));
  }

  private static void split(Backward b, int input, Operand<TBool> toFirst) {
    Ops tf = b.tf();
    Operand<TFloat32> zero = tf.constant(0f);
    b.giveReduced(input, () -> tf.select(toFirst, b.gradient(), zero));
    b.giveReduced(input + 1, () -> tf.select(toFirst, zero, b.gradient()));
  }
}
