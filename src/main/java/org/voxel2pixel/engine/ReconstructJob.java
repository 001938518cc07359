// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.GeneratorInput;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.model.brain2pix.RfsExamples;
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
   * @param images {@code [y][x][3]} each, RGB in [0, 1]
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
      Brain2PixSettings settings = Brain2PixSettings.read(card.settings(), model);
      VoxelPainting painting =
          VoxelPainting.ofModel(model, samples, settings.projectionRule(), progress);
      NetworkInput input = NetworkInput.of(settings, painting, samples, split);
      input.learned().ifPresent(learned -> card.requireOperator(model, learned));
      if (input.examples().count() == 0) {
        throw new BadInputException(
            dataset,
            "samples of the " + split.label() + " split",
            "none",
            "choose the other split");
      }
      return reconstruct(input.examples(), input.graph(), progress);
    }
  }

  private Reconstruction reconstruct(
      RfsExamples examples, GeneratorInput input, Progress progress) {
    ImageShape shape = input.shape();
    int[] rows = new int[examples.count()];
    List<float[]> images = new ArrayList<>();
    try (SavedNetwork network = SavedNetwork.open(model)) {
      requireInput(network, input);
      for (int first = 0; first < rows.length; first += IMAGES_AT_ONCE) {
        progress.checkCancelled();
        int count = Math.min(IMAGES_AT_ONCE, rows.length - first);
        float[] inputs = new float[count * examples.inputLength()];
        for (int i = 0; i < count; i++) {
          rows[first + i] = examples.row(first + i);
          examples.readInput(first + i, inputs, i * examples.inputLength());
        }
        float[] outputs = network.run(inputs, input.dims(count));
        int length = shape.imageLength();
        for (int i = 0; i < count; i++) {
          images.add(Arrays.copyOfRange(outputs, i * length, (i + 1) * length));
        }
        progress.report("reconstructing", first + count, rows.length);
      }
    }
    return new Reconstruction(shape.widthPx(), shape.heightPx(), rows, images);
  }

  /** Below Java, TensorFlow does not say what does not fit. */
  private void requireInput(SavedNetwork network, GeneratorInput input) {
    if (Arrays.equals(network.inputDims(), input.dims(-1))) return;
    throw new BadInputException(
        model,
        "a network that takes " + input.name() + " " + Arrays.toString(input.dims(-1)),
        "one that takes " + Arrays.toString(network.inputDims()),
        "copy the model folder again, or train again");
  }
}
