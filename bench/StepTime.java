// SPDX-License-Identifier: BSD-2-Clause

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.tensorflow.TensorFlow;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.Brain2PixTraining;
import org.voxel2pixel.model.brain2pix.Discriminator;
import org.voxel2pixel.model.brain2pix.Generator;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.nn.graph.Variable;

/**
 * The Voxel2Pixel side of the step-time benchmark: a worker that {@code rounds.py} starts and gives
 * turns. It trains Brain2Pix preset {@code released} on 96 x 96 x 15 RFSimages, the same seeded
 * random batches over and over.
 *
 * <p>Lines in: a number of steps; at end of input it stops. Lines out: {@code ready}, the trainable
 * parameters and the versions once warm; then, for each number, the milliseconds of each step and
 * the process's peak memory in KiB. Arguments: threads within an operation, operations at once,
 * warm-up steps. One seed, so every start does the same arithmetic.
 */
public final class StepTime {
  private static final ImageShape SHAPE = new ImageShape(96, 96, 15);
  private static final int BATCHES = 4;
  private static final long SEED = 1;

  private final Brain2PixTraining training;
  private final List<Batch> batches;
  private long step;

  private StepTime(Brain2PixTraining training, List<Batch> batches) {
    this.training = training;
    this.batches = batches;
  }

  public static void main(String[] args) throws IOException {
    SessionOptions options =
        new SessionOptions(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    int warmUp = Integer.parseInt(args[2]);
    Brain2PixSettings settings = Brain2PixSettings.released();
    PrintStream out = System.out;
    try (Brain2PixTraining training = new Brain2PixTraining(settings, SHAPE, 1000, SEED, options)) {
      List<Batch> batches =
          LongStream.range(0, BATCHES).mapToObj(b -> randomBatch(b, settings.batchSize())).toList();
      StepTime worker = new StepTime(training, batches);
      for (int i = 0; i < warmUp; i++) worker.stepMs();
      out.printf(
          "ready %d Voxel2Pixel, TensorFlow %s, Java %s, threads %d in %d operations%n",
          parameterCount(training),
          TensorFlow.version(),
          Runtime.version(),
          options.intraThreads(),
          options.interThreads());
      worker.serve(out);
    }
  }

  private void serve(PrintStream out) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      StringBuilder reply = new StringBuilder();
      for (int i = Integer.parseInt(line.strip()); i > 0; i--) {
        reply.append(String.format("%.3f ", stepMs()));
      }
      out.println(reply.append(peakKiB()));
    }
  }

  /** From a batch in Java's memory to the losses in Java's memory. */
  private double stepMs() {
    Batch batch = batches.get((int) (step % BATCHES));
    long start = System.nanoTime();
    float[] losses = training.step(batch, step++);
    double ms = (System.nanoTime() - start) / 1e6;
    for (float loss : losses) {
      if (!Float.isFinite(loss)) throw new IllegalStateException("loss " + loss + " at " + step);
    }
    return ms;
  }

  /** Inputs about as a z-scored response painted on pixels, targets in [0, 1). */
  private static Batch randomBatch(long number, int size) {
    SplittableRandom random = new SplittableRandom(SEED + number);
    float[] inputs = new float[size * SHAPE.rfsLength()];
    float[] targets = new float[size * SHAPE.imageLength()];
    for (int i = 0; i < inputs.length; i++) inputs[i] = (float) random.nextGaussian();
    for (int i = 0; i < targets.length; i++) targets[i] = (float) random.nextDouble();
    return new Batch(inputs, targets);
  }

  private static long parameterCount(Brain2PixTraining training) {
    long count = 0;
    for (String group : List.of(Generator.GROUP, Discriminator.GROUP)) {
      for (Variable variable : training.graph().variables().trainable(group)) {
        long elements = 1;
        for (long dim : variable.dims()) elements *= dim;
        count += elements;
      }
    }
    return count;
  }

  /** Linux's high-water mark of resident memory; 0 where there is none. */
  private static long peakKiB() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return 0;
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", ""));
    }
    return 0;
  }
}
