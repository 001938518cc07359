// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.RawTensor;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** One operation seen from behind: what its {@link GradientRule} may ask and where it answers. */
final class Backward {
  private final Ops tf;
  private final GraphOperation op;
  private final Function<Output<?>, Operand<TFloat32>> gradientOf;
  private final Predicate<Output<?>> needed;
  private final BiConsumer<Output<?>, Operand<TFloat32>> sink;

  Backward(
      Ops tf,
      GraphOperation op,
      Function<Output<?>, Operand<TFloat32>> gradientOf,
      Predicate<Output<?>> needed,
      BiConsumer<Output<?>, Operand<TFloat32>> sink) {
    this.tf = tf;
    this.op = op;
    this.gradientOf = gradientOf;
    this.needed = needed;
    this.sink = sink;
  }

  Ops tf() {
    return tf;
  }

  GraphOperation op() {
    return op;
  }

  /** Gradient of the loss with respect to the first output; refuses one through any other. */
  Operand<TFloat32> gradient() {
    for (int i = 1; i < op.numOutputs(); i++) {
      if (gradientOf.apply(op.output(i)) != null) throw refusal("through its output " + i);
    }
    return gradientOf.apply(op.output(0));
  }

  /** Gradient with respect to output {@code i}; zeros where the loss does not depend on it. */
  Operand<TFloat32> gradient(int i) {
    Operand<TFloat32> gradient = gradientOf.apply(op.output(i));
    return gradient != null ? gradient : tf.zerosLike(output(i));
  }

  Output<TFloat32> input(int i) {
    return op.input(i).expect(TFloat32.class);
  }

  Output<TFloat32> output(int i) {
    return op.output(i).expect(TFloat32.class);
  }

  Output<TFloat32> output() {
    return output(0);
  }

  boolean needs(int input) {
    return needed.test(op.input(input));
  }

  /** Builds and hands over the gradient of an input, if anybody needs it. */
  void give(int input, Supplier<? extends Operand<TFloat32>> gradient) {
    if (needs(input)) sink.accept(op.input(input), gradient.get());
  }

  /** As {@link #give}, summed over the axes along which the input was broadcast to the output. */
  void giveReduced(int input, Supplier<? extends Operand<TFloat32>> gradient) {
    give(input, () -> Broadcasting.reduce(tf, gradient.get(), input(input), output()));
  }

  void refuseGradientOf(int input, String why) {
    if (needs(input)) throw refusal("with respect to input " + input + ": " + why);
  }

  IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(
        "no gradient of " + op.type() + " (" + op.name() + ") " + what);
  }

  NativeOp nativeOp(String type) {
    return new NativeOp(tf, type);
  }

  /** The dimensions of a tensor: a constant where they are known while building. */
  Operand<TInt32> shapeOf(Operand<TFloat32> x) {
    Shape shape = x.shape();
    return Dims.fullyKnown(shape) ? tf.constant(Dims.toInts(shape.asArray())) : tf.shape(x);
  }

  int rank(Operand<TFloat32> x) {
    if (x.shape().isUnknown()) throw refusal("of unknown rank");
    return x.shape().numDimensions();
  }

  /** The value of an integer input that must be a constant, such as axes. */
  int[] constantInts(int input) {
    GraphOperation source = (GraphOperation) op.input(input).op();
    if (!source.type().equals("Const")) throw refusal("unless input " + input + " is a constant");
    try (Tensor value = source.attributes().getAttrTensor("value")) {
      RawTensor raw = value.asRawTensor();
      int count = Math.toIntExact(raw.size());
      if (raw.dataType() == DataType.DT_INT32) {
        int[] ints = new int[count];
        raw.data().asInts().read(ints);
        return ints;
      }
      long[] longs = new long[count];
      raw.data().asLongs().read(longs);
      return Dims.toInts(longs);
    }
  }

  boolean flag(String attribute) {
    return op.attributes().getAttrBool(attribute);
  }
}
