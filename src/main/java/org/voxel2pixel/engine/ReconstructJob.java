// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.ResponseExamples;
import org.voxel2pixel.model.baseline.RidgeModel;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.GeneratorInput;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.model.shen2019.ShenInference;
import org.voxel2pixel.model.shen2019.ShenSettings;
import org.voxel2pixel.model.shen2019.VoxelExamples;
import org.voxel2pixel.nn.graph.SavedNetwork;

/** Reconstructs the images of a dataset's split with a trained model. */
public final class ReconstructJob {
  private static final int IMAGES_AT_ONCE = 16;

  private final Path model;
  private final Path dataset;
  private final Split split;

  /**
   * Reconstructed images.
   *
   * @param widthPx columns
   * @param heightPx rows
   * @param rows the dataset's sample row of each image
   * @param images {@code [y][x][3]} each, RGB, about 0 to 1
   */
  public record Reconstruction(int widthPx, int heightPx, int[] rows, List<float[]> images) {}

  public ReconstructJob(Path model, Path dataset, Split split) {
    this.model = model;
    this.dataset = dataset;
    this.split = split;
  }

  /** Reconstructs every complete example of the split, in the dataset's order. */
  public Reconstruction run(Progress progress) {
    try (Dataset samples = Dataset.open(dataset)) {
      ModelCard card = ModelCard.read(model);
      card.requireFits(model, samples);
      card.requireWhole(model);
      if (card.model().equals(RidgeTraining.MODEL)) return ofResponses(samples, progress);
      if (card.model().equals(ShenTask.MODEL)) return ofVoxels(card, samples, progress);
      Brain2PixSettings settings = Brain2PixSettings.read(card.settings(), model);
      VoxelPainting painting =
          VoxelPainting.ofModel(model, samples, settings.projectionRule(), progress);
      NetworkInput input = NetworkInput.of(settings, painting, samples, split);
      input.learned().ifPresent(learned -> card.requireOperator(model, learned));
      requireSome(input.examples().count());
      GeneratorInput graph = input.graph();
      Shape shape = new Shape(graph.shape().widthPx(), graph.shape().heightPx());
      return reconstruct(
          input.examples(),
          input.examples()::row,
          new Takes(graph.name(), graph::dims),
          shape,
          progress);
    }
  }

  private void requireSome(int count) {
    if (count > 0) return;
    throw new BadInputException(
        dataset, "samples of the " + split.label() + " split", "none", "choose the other split");
  }

  private Reconstruction ofResponses(Dataset samples, Progress progress) {
    int[] rows = samples.examples(split);
    requireSome(rows.length);
    ResponseExamples examples = new ResponseExamples(samples, rows);
    float[] input = new float[examples.inputLength()];
    List<float[]> images = new ArrayList<>();
    try (RidgeModel ridge = RidgeModel.read(model, input.length, examples.targetLength())) {
      for (int i = 0; i < rows.length; i++) {
        progress.checkCancelled();
        progress.report("reconstructing", i, rows.length);
        examples.readInput(i, input, 0);
        float[] image = ridge.reconstruct(input);
        for (int v = 0; v < image.length; v++) image[v] = Math.max(0, Math.min(1, image[v]));
        images.add(image);
      }
    }
    return new Reconstruction(samples.frameWidthPx(), samples.frameHeightPx(), rows, images);
  }

  /** Of a network that takes the voxels themselves; its images are the middle of the frames. */
  private Reconstruction ofVoxels(ModelCard card, Dataset samples, Progress progress) {
    ShenSettings settings = ShenTask.settings(card, model);
    VoxelExamples examples = VoxelExamples.of(samples, settings, split);
    requireSome(examples.count());
    Takes takes =
        new Takes(ShenInference.INPUT, count -> new long[] {count, examples.inputLength()});
    Shape shape = new Shape(settings.cropPx(), settings.cropPx());
    return reconstruct(examples, examples::row, takes, shape, progress);
  }

  /** Columns and rows of an image. */
  private record Shape(int widthPx, int heightPx) {}

  /** What a network takes: its input's name, and its shape by the number of images. */
  private record Takes(String name, IntFunction<long[]> dimsOf) {}

  private Reconstruction reconstruct(
      ExampleSource examples, IntUnaryOperator rowOf, Takes takes, Shape shape, Progress progress) {
    int[] rows = new int[examples.count()];
    List<float[]> images = new ArrayList<>();
    try (SavedNetwork network = SavedNetwork.open(model)) {
      requireInput(network, takes);
      for (int first = 0; first < rows.length; first += IMAGES_AT_ONCE) {
        progress.checkCancelled();
        int count = Math.min(IMAGES_AT_ONCE, rows.length - first);
        float[] inputs = new float[count * examples.inputLength()];
        for (int i = 0; i < count; i++) {
          rows[first + i] = rowOf.applyAsInt(first + i);
          examples.readInput(first + i, inputs, i * examples.inputLength());
        }
        float[] outputs = network.run(inputs, takes.dimsOf().apply(count));
        int length = shape.widthPx() * shape.heightPx() * ImageShape.RGB;
        for (int i = 0; i < count; i++) {
          images.add(Arrays.copyOfRange(outputs, i * length, (i + 1) * length));
        }
        progress.report("reconstructing", first + count, rows.length);
      }
    }
    return new Reconstruction(shape.widthPx(), shape.heightPx(), rows, images);
  }

  /** Below Java, TensorFlow does not say what does not fit. */
  private void requireInput(SavedNetwork network, Takes takes) {
    long[] dims = takes.dimsOf().apply(-1);
    if (Arrays.equals(network.inputDims(), dims)) return;
    throw new BadInputException(
        model,
        "a network that takes " + takes.name() + " " + Arrays.toString(dims),
        "one that takes " + Arrays.toString(network.inputDims()),
        "copy the model folder again, or train again");
  }
}
