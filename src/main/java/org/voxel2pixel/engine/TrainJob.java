// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.Brain2PixTraining;
import org.voxel2pixel.model.brain2pix.GeneratorInference;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.model.brain2pix.RfsExamples;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.training.PreviewStrip;
import org.voxel2pixel.training.RunFolder;
import org.voxel2pixel.training.TrainingLoop;

/** Trains a model on a dataset: a RUN folder in the end, with the MODEL in it. */
public final class TrainJob {
  private static final double CHECKPOINT_EVERY_SEC = 120;
  private static final double PREVIEW_EVERY_SEC = 20;

  private final TrainRequest request;
  private final Provenance provenance;

  public TrainJob(TrainRequest request, Provenance provenance) {
    this.request = request;
    this.provenance = provenance;
    if (!TrainRequest.MODELS.contains(request.model())) {
      throw new BadInputException(
          "model",
          "one of " + TrainRequest.MODELS,
          "'" + request.model() + "'",
          "choose one of them");
    }
  }

  /**
   * Trains, and writes the model.
   *
   * @return the MODEL folder
   */
  public Path run(Progress progress) {
    Brain2PixSettings settings =
        SettingsJson.override(
            Brain2PixSettings.named(request.preset()),
            SettingsJson.parsePairs(request.overrides()));
    try (Dataset dataset = Dataset.open(request.dataset())) {
      VoxelPainting painting = VoxelPainting.ofDataset(dataset, request.minR2());
      RfsExamples examples = RfsExamples.of(dataset, painting.projection(), Split.TRAIN);
      JsonObject config = config(settings, dataset, painting);
      try (RunFolder run = openRun(config)) {
        train(settings, painting, examples, run, progress);
        return run.model();
      }
    }
  }

  private RunFolder openRun(JsonObject config) {
    return switch (request.start()) {
      case NEW -> RunFolder.create(request.run(), config);
      case RESUME -> RunFolder.resume(request.run(), config, List.of("epochs", "provenance"));
    };
  }

  private void train(
      Brain2PixSettings settings,
      VoxelPainting painting,
      RfsExamples examples,
      RunFolder run,
      Progress progress) {
    ImageShape shape = ImageShape.of(painting.projection());
    SessionOptions options = new SessionOptions(request.threads(), 1);
    long steps = Math.max(1, (long) settings.epochs() * examples.count() / settings.batchSize());
    progress.report(estimate(settings, painting, examples, steps), 0, steps);
    try (Brain2PixTraining network =
            new Brain2PixTraining(settings, shape, steps, request.seed(), options);
        GeneratorInference inference = new GeneratorInference(settings, shape, options)) {
      PreviewStrip strip = PreviewStrip.of(examples, shape.widthPx(), shape.heightPx());
      TrainingLoop loop =
          new TrainingLoop(
              network,
              examples,
              run,
              new TrainingLoop.Schedule(
                  steps, CHECKPOINT_EVERY_SEC, PREVIEW_EVERY_SEC, request.seed()),
              step -> {
                inference.copyFrom(network);
                strip.write(run.preview(step), inference::reconstruct);
              });
      long from = request.start() == TrainRequest.Start.RESUME ? loop.restore() : 0;
      loop.train(from, progress);
      inference.copyFrom(network);
      writeModel(settings, painting, inference, run);
    }
  }

  private void writeModel(
      Brain2PixSettings settings,
      VoxelPainting painting,
      GeneratorInference inference,
      RunFolder run) {
    WholeFolder.deleteTree(run.model()); // an earlier, shorter part of this run made it
    WholeFolder.write(
        run.model(),
        folder -> {
          inference.export(folder);
          painting.write(folder);
          ModelCard.write(folder, request.model(), SettingsJson.of(settings), painting, provenance);
        });
  }

  private JsonObject config(Brain2PixSettings settings, Dataset dataset, VoxelPainting painting) {
    JsonObject config = new JsonObject();
    config.addProperty("model", request.model());
    SettingsJson.of(settings).entrySet().forEach(e -> config.add(e.getKey(), e.getValue()));
    config.addProperty("seed", request.seed());
    config.addProperty("minR2", request.minR2());
    config.addProperty("threads", request.threads());
    config.addProperty("voxelHash", dataset.voxelHash());
    config.addProperty("voxelsUsed", painting.projection().usedVoxelCount());
    config.add("provenance", provenance.toJson());
    return config;
  }

  private String estimate(
      Brain2PixSettings settings, VoxelPainting painting, RfsExamples examples, long steps) {
    long batchMb =
        4L * settings.batchSize() * (examples.inputLength() + examples.targetLength()) >> 20;
    return String.format(
        Locale.ROOT,
        "%s %s: %d training examples, %d voxels painted, %d channels of %d x %d px, %d steps of"
            + " %d examples, %d MB a batch",
        request.model(),
        request.preset(),
        examples.count(),
        painting.projection().usedVoxelCount(),
        ImageShape.of(painting.projection()).rfsChannels(),
        ImageShape.of(painting.projection()).widthPx(),
        ImageShape.of(painting.projection()).heightPx(),
        steps,
        settings.batchSize(),
        batchMb);
  }
}
