// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.nn.layer.Activation;
import org.voxel2pixel.nn.layer.BatchNormalisation;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Convolution;
import org.voxel2pixel.nn.layer.Dropout;
import org.voxel2pixel.nn.layer.Padding;
import org.voxel2pixel.nn.layer.ShapeOps;
import org.voxel2pixel.nn.loss.Loss;
import org.voxel2pixel.nn.optimizer.Adam;

/**
 * A GAN of a few hundred weights with everything that a real one has: batch normalisation, dropout,
 * two optimizers, the discriminator's update before the generator's within one step.
 */
final class TinyGan implements AutoCloseable {
  static final int SIZE = 8;
  static final int BATCH = 2;
  private static final BatchNormalisation.Settings NORM =
      new BatchNormalisation.Settings(0.9, 1e-5);
  private static final Initializer WEIGHTS = Initializer.normal(0, 0.2);

  final NetworkGraph graph = new NetworkGraph();
  final Operand<TFloat32> input = graph.placeholder("input", BATCH, SIZE, SIZE, 2);
  final Operand<TFloat32> target = graph.placeholder("target", BATCH, SIZE, SIZE, 3);
  final Operand<TInt32> seed = graph.intPlaceholder("seed", 2);
  final Scope generator = Scope.of(graph, "generator", Mode.TRAINING);
  final Scope discriminator = Scope.of(graph, "discriminator", Mode.TRAINING);
  final Operand<TFloat32> discriminatorLoss;
  final Operand<TFloat32> generatorLoss;
  final Op discriminatorStep;
  final Op generatorStep;

  TinyGan(int width) {
    Operand<TFloat32> fake = generate(generator, input, width);
    Operand<TFloat32> fakeForD = graph.tf().stopGradient(fake);
    discriminatorLoss =
        graph
            .tf()
            .math
            .add(
                Loss.sigmoidCrossEntropy(graph.tf(), judge(discriminator, target, width), 1),
                Loss.sigmoidCrossEntropy(graph.tf(), judge(discriminator, fakeForD, width), 0));
    discriminatorStep = step("dAdam", "discriminator", discriminatorLoss, discriminator.updates());
    Scope updated = discriminator.readingAfter(List.of(discriminatorStep));
    generatorLoss =
        graph
            .tf()
            .math
            .add(
                Loss.sigmoidCrossEntropy(graph.tf(), judge(updated, fake, width), 1),
                Loss.meanAbsoluteError(graph.tf(), fake, target));
    generatorStep = step("gAdam", "generator", generatorLoss, generator.updates());
  }

  /** The same generator for use: unknown batch, moving statistics. */
  static Operand<TFloat32> generate(Scope s, Operand<TFloat32> x, int width) {
    Operand<TFloat32> y =
        Convolution.conv2d(s, "g.down", x, width, 4, 2, Padding.SAME, Bias.WITH, WEIGHTS);
    y = Activation.leakyRelu(s, y, 0.2);
    y = Convolution.transposed(s, "g.up", y, width, 4, 2, Bias.WITHOUT, WEIGHTS);
    y = BatchNormalisation.apply(s, "g.norm", y, NORM, Initializer.normal(1, 0.02));
    y = Activation.relu(s, ShapeOps.concatChannels(s, x, y));
    y = Convolution.conv2d(s, "g.out", y, 3, 3, 1, Padding.SAME, Bias.WITH, WEIGHTS);
    return Activation.sigmoid(s, y);
  }

  private Operand<TFloat32> judge(Scope s, Operand<TFloat32> image, int width) {
    Operand<TFloat32> y =
        Convolution.conv2d(
            s, "d.first", image, width, 4, 2, Padding.explicit(1), Bias.WITH, WEIGHTS);
    y = BatchNormalisation.apply(s, "d.norm", y, NORM, Initializer.ones());
    y = Dropout.apply(s, y, 0.3, Dropout.seedOf(s, "d.drop", seed));
    return Convolution.conv2d(s, "d.out", y, 1, 3, 1, Padding.VALID, Bias.WITH, WEIGHTS);
  }

  private Op step(String name, String group, Operand<TFloat32> loss, List<Op> updates) {
    List<Variable> variables = graph.variables().trainable(group);
    List<Operand<TFloat32>> gradients =
        Tape.gradients(graph, loss, variables.stream().map(Variable::read).toList());
    Op adam = new Adam(2e-3, 0.5, 0.999, 1e-8).minimise(graph, name, variables, gradients);
    List<Op> all = new ArrayList<>(updates);
    all.add(adam);
    return graph.tf().withControlDependencies(all).noOp();
  }

  /** Runs a step on a batch that depends on its number alone. */
  float[][] run(NetworkSession session, int number, Op... targets) {
    Random random = new Random(number);
    Step step =
        session
            .step()
            .feed(input, uniform(random, BATCH * SIZE * SIZE * 2), BATCH, SIZE, SIZE, 2)
            .feed(target, uniform(random, BATCH * SIZE * SIZE * 3), BATCH, SIZE, SIZE, 3)
            .feedInts(seed, new int[] {5, number}, 2)
            .fetch(discriminatorLoss)
            .fetch(generatorLoss);
    for (Op target : targets) step.target(target);
    return step.run();
  }

  static float[] uniform(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) values[i] = random.nextFloat();
    return values;
  }

  @Override
  public void close() {
    graph.close();
  }
}
