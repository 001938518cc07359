// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.shen2019;

import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.model.AdversarialLosses;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.model.comparator.Comparator;
import org.voxel2pixel.nn.graph.Mode;
import org.voxel2pixel.nn.graph.NetworkGraph;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Step;
import org.voxel2pixel.nn.graph.Tape;
import org.voxel2pixel.nn.graph.Variable;
import org.voxel2pixel.nn.loss.Loss;
import org.voxel2pixel.nn.optimizer.Adam;
import org.voxel2pixel.nn.optimizer.WeightDecay;

/**
 * One step of Shen 2019's training as one run of one graph.
 *
 * <p>With voxel vectors {@code x}, frames cropped at random {@code y}, {@code f = G(x)}, all in
 * {@link ImageSpace}, N the batch, CE the cross-entropy of two logits averaged over the batch:
 *
 * <pre>
 *   L_real = CE(D(y), presented)     L_fake = CE(D(f), generated)
 *   D is updated by w_disc (L_real + L_fake), with L2 decay
 *   L_img  = sum (f - y)^2 / 2N      L_feat = sum (c(f) - c(y))^2 / 2N
 *   L_adv  = CE(D'(f), presented)    through the updated D'
 *   G is updated by w_img L_img + w_feat L_feat + w_adv L_adv
 * </pre>
 *
 * Dropout is on in all three passes, each with masks of its own. {@code c} is the comparator, which
 * sees RGB in [0, 1]; over several scales the sums add up. Then {@link BalanceRule} decides what
 * the next step updates; while D is paused, {@code D' = D}. After {@code end2end_training.py} of
 * KamitaniLab/End2EndDeepImageReconstruction.
 *
 * <p>{@link #step} returns the unweighted losses and {@code balance}, what this step updated: 0
 * both, 1 the generator only, 2 the discriminator only. So a change down that column of the log is
 * a switch.
 *
 * <p>A batch's inputs are {@code [batch][V]}, its targets {@code [batch][y][x][3]} frames of {@code
 * imagePx}, RGB in [0, 1]. Dropout masks and crops depend on seed and step alone; what else a step
 * leaves to the next is in variables of the session.
 */
public final class ShenTraining implements TrainingNetwork {
  private static final List<String> LOSSES =
      List.of(
          "image", "feature", "adversarial", "discriminatorReal", "discriminatorFake", "balance");

  /** The group of a comparator's variables, which nobody trains. */
  private static final String COMPARATOR = "comparator";

  private final ShenSettings settings;
  private final int inputLength;
  private final long seed;
  private final NetworkGraph graph = new NetworkGraph();
  private final NetworkSession session;

  private final Operand<TFloat32> voxels;
  private final Operand<TFloat32> frames;
  private final Operand<TInt32> jitter;
  private final Operand<TInt32> dropoutSeed;
  private final Operand<TFloat32> generatorRate;
  private final Operand<TFloat32> discriminatorRate;

  private final Variable state;
  private final Operand<TFloat32> image;
  private final Operand<TFloat32> feature;
  private final Operand<TFloat32> real;
  private final Operand<TFloat32> fake;
  private final Op discriminatorStep;
  private final GeneratorPass unchanged;
  private final GeneratorPass updated;

  /** The generator's loss through one state of the discriminator, and its update by it. */
  private record GeneratorPass(Operand<TFloat32> adversarial, Op generatorStep) {}

  /** As below with the comparator that the settings name. */
  public ShenTraining(ShenSettings settings, int inputLength, long seed, SessionOptions options) {
    this(
        settings,
        inputLength,
        Comparator.named(settings.comparator(), settings.weights(), Progress.silent()),
        seed,
        options);
  }

  /**
   * Builds the graph and gives every variable its initial value.
   *
   * @param inputLength V, numbers in one input
   * @param comparator whose features the feature loss compares; of the settings' name
   * @throws BadInputException if the images are too small for the comparator while its loss counts
   */
  public ShenTraining(
      ShenSettings settings,
      int inputLength,
      Comparator comparator,
      long seed,
      SessionOptions options) {
    if (!comparator.name().equals(settings.comparator().split(":")[0])) {
      throw new IllegalArgumentException(
          "comparator " + comparator.name() + ", settings name " + settings.comparator());
    }
    this.settings = settings;
    this.inputLength = inputLength;
    this.seed = seed;
    int batch = settings.batchSize();
    int imagePx = settings.imagePx();
    voxels = graph.placeholder("voxels", batch, inputLength);
    frames = graph.placeholder("frames", batch, imagePx, imagePx, ShenSettings.RGB);
    jitter = graph.intPlaceholder("jitter", batch, 2);
    dropoutSeed = graph.intPlaceholder("dropout.seed", 2);
    generatorRate = graph.placeholder("generator.rate");
    discriminatorRate = graph.placeholder("discriminator.rate");
    state = TrainingState.variable(graph);

    Scope g = Scope.of(graph, ShenGenerator.GROUP, Mode.TRAINING);
    Scope d = Scope.of(graph, ShenDiscriminator.GROUP, Mode.TRAINING);
    ImageSpace space = new ImageSpace(settings.meanBgr());
    Operand<TFloat32> generated = ShenGenerator.build(g, settings, voxels);
    Operand<TFloat32> target = cropped(frames);
    Operand<TFloat32> targetInSpace = space.ofRgb(g, target);
    image = Loss.euclidean(graph.tf(), generated, targetInSpace);
    feature = featureLoss(comparator, space.toRgb(g, generated), target);
    real = judge(d, targetInSpace, "real", ShenDiscriminator.REAL);
    fake = judge(d, generated, "fake", ShenDiscriminator.GENERATED);
    discriminatorStep = discriminatorStep();
    unchanged = generatorPass(d, generated);
    updated = generatorPass(d.readingAfter(List.of(discriminatorStep)), generated);
    session = new NetworkSession(graph, options);
    session.initialise(seed);
  }

  /** Crops of {@code cropPx} at the offsets fed. */
  private Operand<TFloat32> cropped(Operand<TFloat32> images) {
    Ops tf = graph.tf();
    Operand<TInt32> steps = tf.constant(IntStream.range(0, settings.cropPx()).toArray());
    Operand<TFloat32> x = images;
    for (int axis = 0; axis < 2; axis++) {
      Operand<TInt32> first =
          tf.slice(jitter, tf.constant(new int[] {0, axis}), tf.constant(new int[] {-1, 1}));
      Operand<TInt32> kept = tf.math.add(first, steps);
      x = tf.gather(x, kept, tf.constant(1 + axis), Gather.batchDims(1L));
    }
    return x;
  }

  private Operand<TFloat32> featureLoss(
      Comparator comparator, Operand<TFloat32> generated, Operand<TFloat32> target) {
    Ops tf = graph.tf();
    Scope frozen = Scope.of(graph, COMPARATOR, Mode.INFERENCE);
    List<Operand<TFloat32>> ofGenerated = comparator.features(frozen, generated);
    List<Operand<TFloat32>> ofTarget = comparator.features(frozen, target);
    if (ofGenerated.isEmpty() && settings.featureWeight() > 0) {
      throw new BadInputException(
          "featureWeight",
          "0, since images of %d px are smaller than the filters of comparator %s"
              .formatted(settings.cropPx(), comparator.name()),
          String.valueOf(settings.featureWeight()),
          "override featureWeight=0, or take larger images");
    }
    Operand<TFloat32> sum = tf.constant(0f);
    for (int i = 0; i < ofGenerated.size(); i++) {
      sum = tf.math.add(sum, Loss.euclidean(tf, ofGenerated.get(i), ofTarget.get(i)));
    }
    return sum;
  }

  private Operand<TFloat32> judge(Scope d, Operand<TFloat32> images, String pass, int label) {
    Operand<TFloat32> logits = ShenDiscriminator.build(d, settings, images, pass, dropoutSeed);
    return Loss.softmaxCrossEntropy(graph.tf(), logits, label);
  }

  private Op discriminatorStep() {
    Operand<TFloat32> loss =
        weighted(graph.tf().math.add(real, fake), settings.discriminatorWeight());
    List<Variable> variables = graph.variables().trainable(ShenDiscriminator.GROUP);
    List<Operand<TFloat32>> gradients = Tape.gradients(graph, loss, reads(variables));
    return adam()
        .minimise(
            graph,
            "adam.d",
            variables,
            new WeightDecay(settings.weightDecay()).addTo(graph, variables, gradients),
            discriminatorRate);
  }

  private GeneratorPass generatorPass(Scope d, Operand<TFloat32> generated) {
    Operand<TFloat32> adversarial = judge(d, generated, "adversarial", ShenDiscriminator.REAL);
    Operand<TFloat32> loss =
        graph
            .tf()
            .math
            .addN(
                List.of(
                    weighted(image, settings.imageWeight()),
                    weighted(feature, settings.featureWeight()),
                    weighted(adversarial, settings.adversarialWeight())));
    List<Variable> variables = graph.variables().trainable(ShenGenerator.GROUP);
    List<Operand<TFloat32>> gradients = Tape.gradients(graph, loss, reads(variables));
    return new GeneratorPass(
        adversarial, adam().minimise(graph, "adam.g", variables, gradients, generatorRate));
  }

  private static List<Operand<TFloat32>> reads(List<Variable> variables) {
    return variables.stream().map(Variable::read).toList();
  }

  private Adam adam() {
    return new Adam(
        settings.learningRate(), settings.beta1(), settings.beta2(), settings.adamEpsilon());
  }

  private Operand<TFloat32> weighted(Operand<TFloat32> loss, double weight) {
    return graph.tf().math.mul(loss, graph.tf().constant((float) weight));
  }

  @Override
  public List<String> lossNames() {
    return LOSSES;
  }

  @Override
  public int batchSize() {
    return settings.batchSize();
  }

  @Override
  public float[] step(Batch batch, long step) {
    int largest = settings.imagePx() - settings.cropPx();
    return step(batch, step, JitterPlan.offsets(settings.batchSize(), largest, seed, step));
  }

  /**
   * @param offsets {@code [batch][0 y, 1 x]} where the frames are cropped
   */
  float[] step(Batch batch, long step, int[] offsets) {
    TrainingState before = TrainingState.read(session, state);
    Balance balance = before.balance();
    GeneratorPass pass = balance.trainsDiscriminator() ? updated : unchanged;
    Step run =
        feed(batch, offsets, before, step)
            .fetch(image)
            .fetch(feature)
            .fetch(pass.adversarial())
            .fetch(real)
            .fetch(fake);
    if (balance.trainsDiscriminator()) run.target(discriminatorStep);
    if (balance.trainsGenerator()) run.target(pass.generatorStep());
    float[][] fetched = run.run();
    float[] losses = new float[LOSSES.size()];
    for (int i = 0; i < fetched.length; i++) losses[i] = fetched[i][0];
    losses[fetched.length] = balance.ordinal();
    double ratio = ((double) losses[3] + losses[4]) / losses[2];
    Balance next = settings.balance().next(balance, ratio, settings.balanceThresholds());
    before.after(next).write(session, state);
    return losses;
  }

  private Step feed(Batch batch, int[] offsets, TrainingState before, long step) {
    int count = settings.batchSize();
    int imagePx = settings.imagePx();
    double ofGenerator = settings.learningRateAt(before.generatorUpdates());
    double ofDiscriminator = settings.learningRateAt(before.discriminatorUpdates());
    return session
        .step()
        .feed(voxels, batch.inputs(), count, inputLength)
        .feed(frames, batch.targets(), count, imagePx, imagePx, ShenSettings.RGB)
        .feedInts(jitter, offsets, count, 2)
        .feedInts(dropoutSeed, new int[] {Long.hashCode(seed), Math.toIntExact(step)}, 2)
        .feed(generatorRate, new float[] {(float) ofGenerator})
        .feed(discriminatorRate, new float[] {(float) ofDiscriminator});
  }

  @Override
  public AdversarialLosses adversarialLosses() {
    return new AdversarialLosses(
        List.of("discriminatorReal", "discriminatorFake"), List.of("adversarial"));
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
