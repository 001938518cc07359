// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * Reverse-mode differentiation of a graph, built in Java: for each operation between the loss and
 * what it is differentiated by, in reverse order, one {@link GradientRule}.
 *
 * <p>TensorFlow's own C++ gradients are silently wrong for some operations (LRN, dilated depthwise
 * convolution), fail at run time for others (explicit padding) and can end the process; these here
 * are tested one by one against finite differences. Only gradients that somebody needs are built:
 * none of a frozen network's filters, none of the first layer's input. Gradients flow through
 * float32 tensors and end at StopGradient.
 */
public final class Tape {
  private final Ops tf;
  private final Set<Output<?>> reached = new HashSet<>();
  private final Map<Output<?>, List<Operand<TFloat32>>> parts = new HashMap<>();
  private final Map<Output<?>, Operand<TFloat32>> sums = new HashMap<>();

  private Tape(Ops tf) {
    this.tf = tf;
  }

  /**
   * Builds {@code d loss / d x} for each x.
   *
   * @param scalarLoss of rank 0
   * @param xs variables' reads, placeholders or values in between
   * @return a gradient of each x's shape, in the order of {@code xs}
   * @throws IllegalArgumentException if the loss is no scalar, does not depend on an x, or an
   *     operation in between has no rule
   */
  public static List<Operand<TFloat32>> gradients(
      NetworkGraph network, Operand<TFloat32> scalarLoss, List<? extends Operand<TFloat32>> xs) {
    if (scalarLoss.shape().isUnknown() || scalarLoss.shape().numDimensions() != 0) {
      throw new IllegalArgumentException(
          "a loss must be a scalar, "
              + scalarLoss.op().name()
              + " is "
              + Dims.text(scalarLoss.shape()));
    }
    Tape tape = new Tape(network.tf());
    List<GraphOperation> order = operationsBelow(scalarLoss);
    tape.reachFrom(xs, order);
    tape.add(scalarLoss.asOutput(), network.tf().constant(1f));
    Collections.reverse(order);
    order.forEach(tape::differentiate);
    return xs.stream().map(x -> tape.result(scalarLoss, x)).toList();
  }

  /** All that the loss is computed from through float32 tensors, inputs before their users. */
  private static List<GraphOperation> operationsBelow(Operand<TFloat32> loss) {
    List<GraphOperation> order = new ArrayList<>();
    Set<GraphOperation> seen = new HashSet<>();
    Deque<GraphOperation> stack = new ArrayDeque<>();
    Set<GraphOperation> entered = new HashSet<>();
    stack.push((GraphOperation) loss.op());
    while (!stack.isEmpty()) {
      GraphOperation op = stack.peek();
      if (seen.contains(op)) {
        stack.pop();
      } else if (entered.add(op)) {
        for (Output<?> input : floatInputs(op)) stack.push((GraphOperation) input.op());
      } else {
        stack.pop();
        seen.add(op);
        order.add(op);
      }
    }
    return order;
  }

  private static List<Output<?>> floatInputs(GraphOperation op) {
    List<Output<?>> inputs = new ArrayList<>();
    for (Operand<?> input : op.inputs()) {
      if (carriesGradient(input.asOutput())) inputs.add(input.asOutput());
    }
    return inputs;
  }

  private static boolean carriesGradient(Output<?> output) {
    return output.dataType() == DataType.DT_FLOAT;
  }

  private void reachFrom(List<? extends Operand<TFloat32>> xs, List<GraphOperation> order) {
    xs.forEach(x -> reached.add(x.asOutput()));
    for (GraphOperation op : order) {
      if (op.type().equals("StopGradient")) continue;
      if (floatInputs(op).stream().noneMatch(reached::contains)) continue;
      for (int i = 0; i < op.numOutputs(); i++) {
        if (carriesGradient(op.output(i))) reached.add(op.output(i));
      }
    }
  }

  private void differentiate(GraphOperation op) {
    boolean lossDepends = false;
    for (int i = 0; i < op.numOutputs(); i++) lossDepends |= gradientOf(op.output(i)) != null;
    boolean needed = floatInputs(op).stream().anyMatch(reached::contains);
    if (!lossDepends || !needed || op.type().equals("StopGradient")) return;
    GradientRule rule = GradientRules.of(op);
    rule.apply(new Backward(tf, op, this::gradientOf, reached::contains, this::add));
  }

  private void add(Output<?> of, Operand<TFloat32> gradient) {
    parts.computeIfAbsent(of, o -> new ArrayList<>()).add(gradient);
  }

  /** The sum over all uses of an output; complete once all its users have been differentiated. */
  private Operand<TFloat32> gradientOf(Output<?> output) {
    List<Operand<TFloat32>> of = parts.get(output);
    if (of == null) return null;
    return sums.computeIfAbsent(output, o -> of.size() == 1 ? of.get(0) : tf.math.addN(of));
  }

  private Operand<TFloat32> result(Operand<TFloat32> loss, Operand<TFloat32> x) {
    Operand<TFloat32> gradient = gradientOf(x.asOutput());
    if (gradient == null) {
      throw new IllegalArgumentException(
          "loss " + loss.op().name() + " does not depend on " + x.op().name());
    }
    return gradient;
  }
}
