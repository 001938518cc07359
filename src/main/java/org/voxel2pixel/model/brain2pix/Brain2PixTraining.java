// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.brain2pix;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.AdversarialLosses;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.model.comparator.Comparator;
import org.voxel2pixel.nn.graph.Initializer;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Role;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;
import org.voxel2pixel.nn.graph.Tape;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.nn.layer.ShapeOps;
import org.voxel2pixel.nn.loss.Loss;
import org.voxel2pixel.nn.optimizer.Adam;

/**
 * One step of Brain2Pix's training as one run of one graph.
 *
 * <p>With RFSimages {@code x}, frames {@code y}, {@code f = G(x)}, {@code h} the pairs that the
 * history buffer shows, BCE on logits averaged over patches and batch:
 *
 * <pre>
 *   L_D = (BCE(D(h), 0) + BCE(D(x, y), 1)) / 2             D is updated first,
 *   L_G = w_adv BCE(D'(x, f), 1) + w_pix mean|f - y| + w_feat mean|c(f) - c(y)|
 * </pre>
 *
 * and {@code G} next, through the updated {@code D'}. {@code c} is the comparator; over several
 * scales the feature loss is the mean of the scales' means. After neuralcodinglab/brain2pix
 * (trainers of fixedRF and learnableRF). We differ in one thing: there the image that the
 * discriminator trains on is generated with G's moving batch statistics, here with the batch's own,
 * the same image as in G's step.
 *
 * <p>With a learned projection, {@code x = P(signals)} is part of the graph and P belongs to G: in
 * its loss gradients reach P through {@code f} and, in the adversarial term, also through the x
 * that D' sees beside f, as in learnableRF (there {@code d(concat(merged_RF, y_hat))} is recorded
 * whole). D's own step moves D alone, and the history buffer holds x as it was when it was shown.
 */
public final class Brain2PixTraining implements TrainingNetwork {
  private static final List<String> LOSSES =
      List.of("discriminator", "adversarial", "pixel", "feature");

  private final Brain2PixSettings settings;
  private final GeneratorInput input;
  private final ImageShape shape;
  private final long steps;
  private final long seed;
  private final NetworkGraph graph = new NetworkGraph();
  private final NetworkSession session;

  private final Operand<TFloat32> fed;
  private final Operand<TFloat32> rfs;
  private final Operand<TFloat32> frames;
  private final Operand<TFloat32> rate;
  private final Operand<TInt32> shown;
  private final Operand<TInt32> kept;
  private final List<Operand<TFloat32>> losses;
  private final Op train;

  /** Of RFSimages that are painted outside of the graph. */
  public Brain2PixTraining(
      Brain2PixSettings settings, ImageShape shape, long steps, long seed, SessionOptions options) {
    this(settings, GeneratorInput.rfs(shape), steps, seed, options);
  }

  /** With the comparator that the settings name. */
  public Brain2PixTraining(
      Brain2PixSettings settings,
      GeneratorInput input,
      long steps,
      long seed,
      SessionOptions options) {
    this(
        settings,
        input,
        Comparator.named(settings.comparator(), settings.weights(), Progress.silent()),
        steps,
        seed,
        options);
  }

  /**
   * Builds the graph and gives every variable its initial value.
   *
   * @param comparator whose features the feature loss compares
   * @param steps steps of the whole training, for the decay of the step size
   * @throws BadInputException if the images are too small for the discriminator's convolutions, or
   *     for the comparator while its loss counts
   */
  public Brain2PixTraining(
      Brain2PixSettings settings,
      GeneratorInput input,
      Comparator comparator,
      long steps,
      long seed,
      SessionOptions options) {
    this.settings = settings;
    this.steps = steps;
    this.input = input;
    this.shape = input.shape();
    this.seed = seed;
    requireRoom(settings, shape);
    int batch = settings.batchSize();
    int height = shape.heightPx();
    int width = shape.widthPx();
    fed = input.placeholder(graph, batch);
    frames = graph.placeholder("frames", batch, height, width, ImageShape.RGB);
    rate = graph.placeholder("rate");
    shown = graph.intPlaceholder("history.shown", batch);
    kept = graph.intPlaceholder("history.kept", settings.historyCapacity());

    Scope g = Scope.of(graph, Generator.GROUP, Mode.TRAINING);
    rfs = input.rfs(g, fed);
    Operand<TFloat32> fake = Generator.build(g, settings, shape, rfs);
    List<Op> updates = new ArrayList<>();
    Operand<TFloat32> history = history(fake, updates);

    Scope d = Scope.of(graph, Discriminator.GROUP, Mode.TRAINING);
    Operand<TFloat32> discriminatorLoss = discriminatorLoss(d, history);
    Op discriminatorStep = minimise("adam.d", Discriminator.GROUP, discriminatorLoss);
    updates.add(discriminatorStep);
    updates.addAll(d.updates());

    Scope after = d.readingAfter(List.of(discriminatorStep));
    Operand<TFloat32> adversarial =
        Loss.sigmoidCrossEntropy(
            graph.tf(),
            Discriminator.build(after, settings, ShapeOps.concatChannels(after, rfs, fake)),
            1);
    Operand<TFloat32> pixel = Loss.meanAbsoluteError(graph.tf(), fake, frames);
    Operand<TFloat32> feature = featureLoss(g, comparator, fake);
    Operand<TFloat32> generatorLoss = generatorLoss(adversarial, pixel, feature);
    updates.add(minimise("adam.g", Generator.GROUP, generatorLoss));
    updates.addAll(g.updates());

    losses = List.of(discriminatorLoss, adversarial, pixel, feature);
    train = graph.tf().withControlDependencies(updates).noOp();
    session = new NetworkSession(graph, options);
    session.initialise(seed);
  }

  /**
   * A discriminator of m filters halves the image m - 1 times, rounding up, and needs 2 pixels a
   * side of what is left.
   */
  private static void requireRoom(Brain2PixSettings settings, ImageShape shape) {
    int side = Math.min(shape.heightPx(), shape.widthPx());
    int most = 1;
    for (; side > 2; side = (side + 1) / 2) most++;
    if (settings.discriminatorFilters().size() <= most) return;
    throw new BadInputException(
        "discriminatorFilters",
        "at most %d numbers for images of %d x %d px"
            .formatted(most, shape.widthPx(), shape.heightPx()),
        String.valueOf(settings.discriminatorFilters()),
        "override it with fewer, or prepare larger frames");
  }

  /** Shows pairs by {@link HistoryPlan} and stores the new ones. */
  private Operand<TFloat32> history(Operand<TFloat32> fake, List<Op> updates) {
    Ops tf = graph.tf();
    Variable buffer =
        graph
            .variables()
            .get(
                "history",
                "history",
                Role.STATE,
                Initializer.zeros(),
                settings.historyCapacity(),
                shape.heightPx(),
                shape.widthPx(),
                shape.rfsChannels() + ImageShape.RGB);
    Operand<TInt32> channelAxis = tf.constant(3);
    Operand<TInt32> batchAxis = tf.constant(0);
    Operand<TFloat32> pairs = tf.concat(List.of(rfs, fake), channelAxis);
    Operand<TFloat32> all = tf.concat(List.of(buffer.read(), pairs), batchAxis);
    updates.add(tf.assignVariableOp(buffer.handle(), tf.gather(all, kept, batchAxis)));
    return tf.gather(all, shown, batchAxis);
  }

  private Operand<TFloat32> discriminatorLoss(Scope d, Operand<TFloat32> history) {
    Ops tf = graph.tf();
    Operand<TFloat32> real =
        Discriminator.build(d, settings, ShapeOps.concatChannels(d, rfs, frames));
    Operand<TFloat32> generated = Discriminator.build(d, settings, history);
    Operand<TFloat32> sum =
        tf.math.add(
            Loss.sigmoidCrossEntropy(tf, generated, 0), Loss.sigmoidCrossEntropy(tf, real, 1));
    return tf.math.mul(sum, tf.constant(0.5f));
  }

  private Operand<TFloat32> featureLoss(Scope g, Comparator comparator, Operand<TFloat32> fake) {
    Ops tf = graph.tf();
    List<Operand<TFloat32>> ofFake = comparator.features(g, fake);
    List<Operand<TFloat32>> ofReal = comparator.features(g, frames);
    if (ofFake.isEmpty() && settings.featureWeight() > 0) {
      throw new BadInputException(
          "featureWeight",
          "0, since images of %d x %d px are smaller than the filters of comparator %s"
              .formatted(shape.widthPx(), shape.heightPx(), comparator.name()),
          String.valueOf(settings.featureWeight()),
          "override featureWeight=0, or prepare larger frames");
    }
    Operand<TFloat32> sum = tf.constant(0f);
    for (int i = 0; i < ofFake.size(); i++) {
      sum = tf.math.add(sum, Loss.meanAbsoluteError(tf, ofFake.get(i), ofReal.get(i)));
    }
    return tf.math.mul(sum, tf.constant(1f / Math.max(1, ofFake.size())));
  }

  private Operand<TFloat32> generatorLoss(
      Operand<TFloat32> adversarial, Operand<TFloat32> pixel, Operand<TFloat32> feature) {
    return graph
        .tf()
        .math
        .addN(
            List.of(
                weighted(adversarial, settings.adversarialWeight()),
                weighted(pixel, settings.pixelWeight()),
                weighted(feature, settings.featureWeight())));
  }

  private Operand<TFloat32> weighted(Operand<TFloat32> loss, double weight) {
    return graph.tf().math.mul(loss, graph.tf().constant((float) weight));
  }

  private Op minimise(String name, String group, Operand<TFloat32> loss) {
    List<Variable> variables = graph.variables().trainable(group);
    List<Operand<TFloat32>> reads = variables.stream().map(Variable::read).toList();
    return new Adam(
            settings.learningRate(), settings.beta1(), settings.beta2(), settings.adamEpsilon())
        .minimise(graph, name, variables, Tape.gradients(graph, loss, reads), rate);
  }

  @Override
  public List<String> lossNames() {
    return LOSSES;
  }

  @Override
  public AdversarialLosses adversarialLosses() {
    return new AdversarialLosses(List.of("discriminator"), List.of("adversarial"));
  }

  @Override
  public int batchSize() {
    return settings.batchSize();
  }

  @Override
  public float[] step(Batch batch, long step) {
    HistoryPlan plan = HistoryPlan.of(settings.historyCapacity(), settings.batchSize(), seed, step);
    Step run =
        session
            .step()
            .feed(fed, batch.inputs(), input.dims(settings.batchSize()))
            .feed(
                frames,
                batch.targets(),
                settings.batchSize(),
                shape.heightPx(),
                shape.widthPx(),
                ImageShape.RGB)
            .feed(rate, new float[] {(float) settings.learningRateAt(step, steps)})
            .feedInts(shown, plan.shown(), settings.batchSize())
            .feedInts(kept, plan.kept(), settings.historyCapacity())
            .target(train);
    losses.forEach(run::fetch);
    float[][] fetched = run.run();
    float[] values = new float[fetched.length];
    for (int i = 0; i < values.length; i++) values[i] = fetched[i][0];
    return values;
  }

  @Override
  public NetworkSession session() {
    return session;
  }

  /** The graph, whose registry holds every variable. */
  public NetworkGraph graph() {
    return graph;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
