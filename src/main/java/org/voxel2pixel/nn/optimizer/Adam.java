// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.Role;
import org.voxel2pixel.nn.graph.Variable;

/**
 * Adam (Kingma and Ba 2015) in the order of the end of their section 2: at update t,
 *
 * <pre>
 *   m = beta1 m + (1 - beta1) g          v = beta2 v + (1 - beta2) g^2
 *   w = w - learningRate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>So epsilon is the paper's "epsilon hat", as in TensorFlow, MXNet and Caffe; PyTorch adds it
 * after the correction of v, and its losses part from ours in about the fourth digit from the
 * second step on.
 *
 * <p>State, registered so that a checkpoint holds it: {@code name.W.m} and {@code name.W.v} of each
 * weight W, and the powers {@code name.beta1Power}, {@code name.beta2Power}, which are advanced
 * after all weights have been updated.
 *
 * @param learningRate step size, greater than 0
 * @param beta1 decay of the mean gradient, in [0, 1)
 * @param beta2 decay of the mean squared gradient, in [0, 1)
 * @param epsilon greater than 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon) {

  public Adam {
    check("learningRate", learningRate, learningRate > 0);
    check("beta1", beta1, beta1 >= 0 && beta1 < 1);
    check("beta2", beta2, beta2 >= 0 && beta2 < 1);
    check("epsilon", epsilon, epsilon > 0);
  }

  private static void check(String name, double value, boolean ok) {
    if (!ok) throw new IllegalArgumentException("Adam's " + name + " was " + value);
  }

  /**
   * One update of exactly these variables.
   *
   * @param name of this optimizer, unique in the graph
   * @param gradients with respect to each variable's {@link Variable#read()}, same order and shapes
   * @return an operation that is done when all variables and the state are updated
   */
  public Op minimise(
      NetworkGraph g,
      String name,
      List<Variable> variables,
      List<? extends Operand<TFloat32>> gradients) {
    return minimise(g, name, variables, gradients, g.tf().constant((float) learningRate));
  }

  /**
   * As above with a learning rate that is computed or fed at each step, a scalar, instead of {@link
   * #learningRate}.
   */
  public Op minimise(
      NetworkGraph g,
      String name,
      List<Variable> variables,
      List<? extends Operand<TFloat32>> gradients,
      Operand<TFloat32> rate) {
    checkGradients(variables, gradients);
    String group = variables.get(0).group();
    Variable power1 = state(g, name + ".beta1Power", group, Initializer.constant(beta1));
    Variable power2 = state(g, name + ".beta2Power", group, Initializer.constant(beta2));
    List<Op> done = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      done.add(update(g, name, variables.get(i), gradients.get(i), power1, power2, rate));
    }
    Ops after = g.tf().withControlDependencies(done);
    done.add(advance(after, power1, beta1));
    done.add(advance(after, power2, beta2));
    return g.tf().withControlDependencies(done).withName(name + ".minimise").noOp();
  }

  private static void checkGradients(
      List<Variable> variables, List<? extends Operand<TFloat32>> gradients) {
    if (variables.isEmpty() || variables.size() != gradients.size()) {
      throw new IllegalArgumentException(
          variables.size() + " variables with " + gradients.size() + " gradients");
    }
    for (int i = 0; i < variables.size(); i++) {
      long[] dims = gradients.get(i).shape().asArray();
      if (!Arrays.equals(variables.get(i).dims(), dims)) {
        throw new IllegalArgumentException(
            "gradient of " + variables.get(i) + " has dims " + Arrays.toString(dims));
      }
      if (variables.get(i).role() != Role.TRAINABLE) {
        throw new IllegalArgumentException(variables.get(i) + " is not trainable");
      }
    }
  }

  private static Variable state(
      NetworkGraph g, String name, String group, Initializer init, long... dims) {
    return g.variables().get(name, group, Role.STATE, init, dims);
  }

  /**
   * The plain read comes first, so that everybody who shares it sees the weights before this step.
   */
  private Op update(
      NetworkGraph g,
      String name,
      Variable variable,
      Operand<TFloat32> gradient,
      Variable power1,
      Variable power2,
      Operand<TFloat32> rate) {
    String slot = name + "." + variable.name();
    Variable m = state(g, slot + ".m", variable.group(), Initializer.zeros(), variable.dims());
    Variable v = state(g, slot + ".v", variable.group(), Initializer.zeros(), variable.dims());
    Ops tf = g.tf();
    return ResourceApplyAdam.create(
        tf.withControlDependencies(List.of((Op) variable.read())).scope(),
        variable.handle(),
        m.handle(),
        v.handle(),
        power1.read(),
        power2.read(),
        rate,
        tf.constant((float) beta1),
        tf.constant((float) beta2),
        tf.constant((float) epsilon),
        gradient,
        ResourceApplyAdam.useLocking(true));
  }

  private static Op advance(Ops after, Variable power, double beta) {
    Operand<TFloat32> next = after.math.mul(power.read(), after.constant((float) beta));
    return after.assignVariableOp(power.handle(), next);
  }
}
