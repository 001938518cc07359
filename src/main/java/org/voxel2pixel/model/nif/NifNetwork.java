// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.nif;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;
import org.voxel2pixel.nn.graph.Tape;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.nn.layer.Activation;
import org.voxel2pixel.nn.layer.Bias;
import org.voxel2pixel.nn.layer.Padding;
import org.voxel2pixel.nn.layer.Pooling;
import org.voxel2pixel.nn.loss.Loss;
import org.voxel2pixel.nn.optimizer.Adam;

/**
 * A chain of layers, one a region, each read out by that region's voxels.
 *
 * <p>With frames {@code x}, {@code f} the nonlinearity, {@code *} convolution with SAME padding:
 *
 * <pre>
 *   T_0 = x * w_lgn                                      3 x 3, one channel, linear, no bias
 *   T_r = averagePool(f(T_(r-1) * w_r + b_r))            r = 1 .. regions; over 2 x 2 or not at all
 *   loss = sum_r mean over batch and voxels (p_r - bold_r)^2     p_r of {@link NifReadout}
 * </pre>
 *
 * After Seeliger et al. 2021 as Brain2Pix describes it (Le et al. 2022) and seelikat/basicNIF. We
 * differ from the former in that the convolutions look at one frame each: time is in the readouts
 * alone, and a volume has one frame; kernels are symmetric ({@link NifSettings.Kernels}) unless
 * they are set free; and a layer may be left unpooled. A batch is groups of neighbouring responses,
 * whose frames overlap.
 */
final class NifNetwork implements AutoCloseable {
  /** The group of its variables. */
  static final String GROUP = "nif";

  private static final int LGN_KERNEL = 3;

  private final NifSettings settings;
  private final NifShape shape;
  private final int framesInBatch;
  private final NetworkGraph graph;
  private final NetworkSession session;
  private final Operand<TFloat32> frames;
  private final List<NifReadout> readouts = new ArrayList<>();
  private final List<Operand<TFloat32>> predictions = new ArrayList<>();
  private final List<Operand<TFloat32>> bold = new ArrayList<>();
  private final Operand<TFloat32> rate;
  private final Operand<TFloat32> loss;
  private final List<Operand<TFloat32>> gradients;
  private final Op train;

  /** What a voxel's map is made of: {@code [k][v][..]}, flat, after softmax and softplus. */
  record Maps(float[] columns, float[] rows, float[] amplitudes) {}

  /**
   * Builds the graph and gives every variable its initial value.
   *
   * @param groupSize neighbouring responses of a group; divides the batch size
   */
  NifNetwork(NifSettings settings, NifShape shape, int groupSize, SessionOptions options) {
    this.settings = settings;
    this.shape = shape;
    requireRoom(settings, shape);
    graph = new NetworkGraph();
    int batch = settings.batchSize();
    int framesInGroup = Math.addExact(groupSize, settings.lagCount() - 1);
    framesInBatch = Math.multiplyExact(batch / groupSize, framesInGroup);
    frames = graph.placeholder("frames", framesInBatch, shape.heightPx(), shape.widthPx(), 1);
    rate = graph.placeholder("rate");
    Scope s = Scope.of(graph, GROUP, Mode.TRAINING);
    Operand<TFloat32> activity =
        NifConvolution.of(s, "lgn", frames, 1, LGN_KERNEL, settings.kernels(), Bias.WITHOUT);
    List<Operand<TFloat32>> losses = new ArrayList<>();
    for (int r = 0; r < shape.voxels().size(); r++) {
      activity = layer(s, r, activity);
      int voxels = shape.voxels().get(r);
      NifReadout readout =
          new NifReadout(
              s, "readout" + r, activity, settings.lagCount(), groupSize, settings.rank(), voxels);
      readouts.add(readout);
      predictions.add(readout.predict(activity));
      bold.add(graph.placeholder("bold" + r, batch, voxels));
      losses.add(Loss.meanSquaredError(graph.tf(), predictions.get(r), bold.get(r)));
    }
    loss = graph.tf().math.addN(losses);
    List<Variable> variables = graph.variables().trainable(GROUP);
    gradients = Tape.gradients(graph, loss, variables.stream().map(Variable::read).toList());
    train = graph.tf().withControlDependencies(minimise(variables)).noOp();
    session = new NetworkSession(graph, options);
    session.initialise(settings.seed());
  }

  /** Adam twice over, since the maps have a step size of their own. */
  private List<Op> minimise(List<Variable> variables) {
    List<Op> updates = new ArrayList<>();
    for (Part part : Part.values()) {
      List<Variable> some = new ArrayList<>();
      List<Operand<TFloat32>> theirs = new ArrayList<>();
      for (int v = 0; v < variables.size(); v++) {
        if (Part.of(variables.get(v)) != part) continue;
        some.add(variables.get(v));
        theirs.add(gradients.get(v));
      }
      double stepSize = part == Part.MAPS ? settings.mapLearningRate() : settings.learningRate();
      Operand<TFloat32> now = graph.tf().math.mul(rate, graph.tf().constant((float) stepSize));
      updates.add(
          new Adam(stepSize, settings.beta1(), settings.beta2(), settings.adamEpsilon())
              .minimise(graph, part.optimizer, some, theirs, now));
    }
    return updates;
  }

  /** Variables that share a step size. */
  private enum Part {
    MAPS("adam.maps"),
    REST("adam");

    private final String optimizer;

    Part(String optimizer) {
      this.optimizer = optimizer;
    }

    static Part of(Variable variable) {
      return variable.name().endsWith(".ux") || variable.name().endsWith(".uy") ? MAPS : REST;
    }
  }

  private Operand<TFloat32> layer(Scope s, int r, Operand<TFloat32> x) {
    int channels = settings.channels().get(r);
    Operand<TFloat32> y =
        NifConvolution.of(
            s, "region" + r, x, channels, settings.kernelPx(), settings.kernels(), Bias.WITH);
    Operand<TFloat32> active =
        switch (settings.nonlinearity()) {
          case SIGMOID -> Activation.sigmoid(s, y);
          case RELU -> Activation.relu(s, y);
        };
    int window = settings.poolPx().get(r);
    return window == 1 ? active : Pooling.average(s, active, window, window, Padding.SAME);
  }

  private static void requireRoom(NifSettings settings, NifShape shape) {
    int regions = shape.voxels().size();
    if (settings.channels().size() < regions) {
      throw new BadInputException(
          "channels",
          "at least " + regions + " numbers, one a region",
          String.valueOf(settings.channels()),
          "add numbers or fit fewer regions");
    }
    if (settings.poolPx().size() < regions) {
      throw new BadInputException(
          "poolPx",
          "at least " + regions + " numbers, one a region",
          String.valueOf(settings.poolPx()),
          "add numbers or fit fewer regions");
    }
    if (shape.rows(regions - 1).length() >= 2 && shape.columns(regions - 1).length() >= 2) return;
    throw new BadInputException(
        "inputSidePx",
        "frames of more than 2^%d px a side for %d regions".formatted(regions, regions),
        shape.widthPx() + " x " + shape.heightPx() + " px",
        "enlarge it or fit fewer regions");
  }

  /**
   * Makes one step of training.
   *
   * @param images {@code [group][frame][y][x]}, a group's latest frame first
   * @param responses of each region, {@code [group][response][voxel]}, a group's latest response
   *     first, z-scored
   * @param share of the step sizes that this step takes, 0 to 1
   * @return the loss before the step
   */
  double step(float[] images, List<float[]> responses, double share) {
    return feed(images, responses)
        .feed(rate, new float[] {(float) share})
        .target(train)
        .fetch(loss)
        .run()[0][0];
  }

  /** The loss alone, then its gradients in the order of the variables. */
  float[][] lossAndGradients(float[] images, List<float[]> responses) {
    Step step = feed(images, responses).fetch(loss);
    gradients.forEach(step::fetch);
    return step.run();
  }

  private Step feed(float[] images, List<float[]> responses) {
    Step step = feed(images);
    for (int r = 0; r < responses.size(); r++) {
      step.feed(bold.get(r), responses.get(r), settings.batchSize(), (long) shape.voxels().get(r));
    }
    return step;
  }

  private Step feed(float[] images) {
    return session
        .step()
        .feed(frames, images, (long) framesInBatch, shape.heightPx(), shape.widthPx(), 1);
  }

  /**
   * Predicts the responses to one batch.
   *
   * @return of each region, {@code [batch][voxel]}
   */
  float[][] predict(float[] images) {
    Step step = feed(images);
    predictions.forEach(step::fetch);
    return step.run();
  }

  /** The maps of a region's voxels as they are now. */
  Maps maps(int region) {
    NifReadout readout = readouts.get(region);
    float[][] values =
        session
            .step()
            .fetch(readout.columns())
            .fetch(readout.rows())
            .fetch(readout.amplitudes())
            .run();
    return new Maps(values[0], values[1], values[2]);
  }

  /** What is trained, in the order of the gradients. */
  List<Variable> variables() {
    return graph.variables().trainable(GROUP);
  }

  NifShape shape() {
    return shape;
  }

  NetworkSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
