// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongToDoubleFunction;
import org.voxel2pixel.model.AdversarialLosses;
import org.voxel2pixel.model.Batch;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.InferenceNetwork;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.nn.graph.Checkpoint;
import org.voxel2pixel.nn.graph.NetworkSession;
import org.voxel2pixel.nn.graph.NetworkState;
import org.voxel2pixel.nn.weights.Safetensors;

/**
 * A network without TensorFlow, of three numbers: two that depend on every batch and every step
 * before, and the quality of its images, which a test sets by step.
 */
final class FakeNetwork implements TrainingNetwork {
  static final int VALUES = 12; // of an image, and of an input
  static final int BATCH = 2;
  static final int EXAMPLES = 6; // three steps an epoch

  private final float[] weights = {1, 1};
  private final float[] quality = {0};
  private final LongToDoubleFunction qualityAfter;
  private final LongFunction<float[]> losses;
  private final LongConsumer beforeStep;

  /**
   * @param qualityAfter of the images when so many steps have been made: 0 one image for all inputs
   *     to 1 all images right
   * @param losses pixel, discriminator, adversarial of a step
   */
  FakeNetwork(
      LongToDoubleFunction qualityAfter, LongFunction<float[]> losses, LongConsumer beforeStep) {
    this.qualityAfter = qualityAfter;
    this.losses = losses;
    this.beforeStep = beforeStep;
  }

  FakeNetwork(LongToDoubleFunction qualityAfter) {
    this(qualityAfter, step -> new float[] {1f / (step + 1), 0.7f, 0.7f}, step -> {});
  }

  @Override
  public List<String> lossNames() {
    return List.of("pixel", "discriminator", "adversarial");
  }

  @Override
  public AdversarialLosses adversarialLosses() {
    return new AdversarialLosses(List.of("discriminator"), List.of("adversarial"));
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  @Override
  public float[] step(Batch batch, long step) {
    beforeStep.accept(step);
    for (float value : batch.inputs()) {
      weights[0] = weights[0] * 0.9f + value;
      weights[1] += weights[0] * 1e-3f / (step + 1);
    }
    quality[0] = (float) qualityAfter.applyAsDouble(step + 1);
    return losses.apply(step);
  }

  float[] weights() {
    return weights.clone();
  }

  @Override
  public NetworkState state() {
    return state(weights, quality);
  }

  private static NetworkState state(float[] weights, float[] quality) {
    return new NetworkState(
        List.of(
            new NetworkState.Entry("weights", new long[] {2}, weights::clone),
            new NetworkState.Entry("quality", new long[] {1}, quality::clone)));
  }

  @Override
  public Map<String, String> restore(Path checkpoint) {
    return restore(checkpoint, weights, quality);
  }

  private static Map<String, String> restore(Path file, float[] weights, float[] quality) {
    try (Safetensors tensors = Safetensors.open(file)) {
      float[] read = tensors.read(tensors.tensors().get("weights"));
      System.arraycopy(read, 0, weights, 0, read.length);
      quality[0] = tensors.read(tensors.tensors().get("quality"))[0];
    }
    return Checkpoint.metadata(file);
  }

  @Override
  public NetworkSession session() {
    throw new UnsupportedOperationException("there is no TensorFlow here");
  }

  @Override
  public void close() {
    // nothing to let go of
  }

  /** {@code quality * input + (1 - quality) * one image}. */
  static class Inference implements InferenceNetwork {
    private final float[] weights = new float[2];
    private final float[] quality = new float[1];

    @Override
    public void copyFrom(TrainingNetwork training) {
      FakeNetwork network = (FakeNetwork) training;
      System.arraycopy(network.weights, 0, weights, 0, weights.length);
      quality[0] = network.quality[0];
    }

    @Override
    public float[] reconstruct(float[] inputs, int count) {
      float[] images = new float[inputs.length];
      for (int i = 0; i < images.length; i++) {
        float other = (float) (0.5 + 0.5 * Math.cos(5.1 * (i % VALUES)));
        images[i] = quality[0] * inputs[i] + (1 - quality[0]) * other;
      }
      return images;
    }

    @Override
    public NetworkState state() {
      return FakeNetwork.state(weights, quality);
    }

    @Override
    public void export(Path folder) {
      throw new UnsupportedOperationException("nobody exports it");
    }

    @Override
    public void restore(Path file) {
      FakeNetwork.restore(file, weights, quality);
    }

    float[] weights() {
      return weights.clone();
    }

    @Override
    public NetworkSession session() {
      throw new UnsupportedOperationException("there is no TensorFlow here");
    }

    @Override
    public void close() {
      // nothing to let go of
    }
  }

  /** Examples whose input is their target. */
  record Waves(int count, double phase) implements ExampleSource {
    @Override
    public int inputLength() {
      return VALUES;
    }

    @Override
    public int targetLength() {
      return VALUES;
    }

    @Override
    public void readInput(int example, float[] inputs, int offset) {
      for (int i = 0; i < VALUES; i++) {
        inputs[offset + i] = (float) (0.5 + 0.5 * Math.sin(phase + 0.7 * i + 2.3 * example));
      }
    }

    @Override
    public void readTarget(int example, float[] targets, int offset) {
      readInput(example, targets, offset);
    }
  }
}
