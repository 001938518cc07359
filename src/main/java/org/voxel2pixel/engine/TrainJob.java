// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.voxel2pixel.model.comparator.Comparator;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.training.PreviewStrip;
import org.voxel2pixel.training.RunFolder;
import org.voxel2pixel.training.TrainingLoop;

/** Trains a model on a dataset: a RUN folder in the end, with the MODEL in it. */
public final class TrainJob {
  /** What a resumed part of a run may have otherwise than its first. */
  private static final String PROVENANCE = "provenance";

  /** The operator in words; what it does is fixed by settings, fields and its hash. */
  private static final String OPERATOR = "operator";

  private static final String COMPARATOR = "comparator/";

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

  /** What a training learns, from what. */
  private record Task(
      Brain2PixSettings settings,
      Dataset dataset,
      VoxelPainting painting,
      NetworkInput input,
      Comparator comparator,
      Provenance provenance) {
    RfsExamples examples() {
      return input.examples();
    }

    long steps() {
      return Math.max(1, (long) settings.epochs() * examples().count() / settings.batchSize());
    }
  }

  /**
   * Trains, and writes the model. What does not fit is refused before the run folder is made.
   *
   * @return the MODEL folder
   */
  public Path run(Progress progress) {
    if (request.model().equals(RidgeTraining.MODEL)) {
      return new RidgeTraining(request, provenance).run(progress);
    }
    Brain2PixSettings settings =
        SettingsJson.override(
            Brain2PixSettings.named(request.preset()),
            SettingsJson.parsePairs(request.overrides()));
    try (Dataset dataset = Dataset.open(request.dataset())) {
      VoxelPainting painting =
          VoxelPainting.ofDataset(dataset, request.minR2(), settings.projectionRule(), progress);
      NetworkInput input = NetworkInput.of(settings, painting, dataset, Split.TRAIN);
      TrainingLoop.requireBatch(input.examples(), settings.batchSize());
      Path manifest = dataset.folder().resolve("dataset.json");
      Provenance how = provenance.withInputs(Map.of("dataset.json", Provenance.sha256(manifest)));
      Comparator comparator = Comparator.named(settings.comparator(), settings.weights(), progress);
      Task task = new Task(settings, dataset, painting, input, comparator, how);
      tell(task, progress);
      return run(task, progress);
    }
  }

  private Path run(Task task, Progress progress) {
    SessionOptions options = new SessionOptions(request.threads(), 1);
    try (Brain2PixTraining network =
            new Brain2PixTraining(
                task.settings(),
                task.input().graph(),
                task.comparator(),
                task.steps(),
                request.seed(),
                options);
        GeneratorInference inference =
            new GeneratorInference(task.settings(), task.input().graph(), options);
        RunFolder run = openRun(task)) {
      train(task, network, inference, run, progress);
      writeModel(task, inference, run);
      return run.model();
    }
  }

  /** What it will take, before it is taken; and refuses what this machine cannot hold. */
  private void tell(Task task, Progress progress) {
    Optional<LearnedMemory> memory =
        task.input().learned().map(learned -> LearnedMemory.of(learned.projection()));
    List<String> told = new ArrayList<>(List.of(estimate(task)));
    told.add("features of " + task.comparator().description());
    memory.ifPresent(m -> told.add(m.summary()));
    task.painting().projection().warnings().forEach(warning -> told.add("warning: " + warning));
    progress.report(String.join("; ", told), 0, task.steps()); // at once: fast reports get lost
    memory.ifPresent(
        m ->
            m.require(
                task.settings().projection(),
                LearnedMemory.availableNative(),
                LearnedMemory.availableHeap()));
  }

  private RunFolder openRun(Task task) {
    JsonObject config = config(task);
    List<String> mayDiffer = mayDiffer(task.settings());
    return switch (request.start()) {
      case NEW -> RunFolder.create(request.run(), config, mayDiffer);
      case REPLACE -> RunFolder.replace(request.run(), config, mayDiffer);
      case RESUME -> RunFolder.resume(request.run(), config, mayDiffer);
    };
  }

  /**
   * What a resumed run may ask for otherwise. The number of epochs is one, unless the step size
   * falls toward the end: then the steps made already were made for another end. The comparator's
   * weights may lie elsewhere, as long as they are the same.
   */
  private static List<String> mayDiffer(Brain2PixSettings settings) {
    List<String> may = new ArrayList<>(List.of(PROVENANCE, OPERATOR, "weights"));
    may.add(COMPARATOR + ComparatorRecord.FILE);
    if (settings.decayFrom() >= 1) may.add("epochs");
    return may;
  }

  private void train(
      Task task,
      Brain2PixTraining network,
      GeneratorInference inference,
      RunFolder run,
      Progress progress) {
    ImageShape shape = task.input().shape();
    PreviewStrip strip = PreviewStrip.of(task.examples(), shape.widthPx(), shape.heightPx());
    TrainingLoop loop =
        new TrainingLoop(
            network,
            task.examples(),
            run,
            new TrainingLoop.Schedule(
                task.steps(), CHECKPOINT_EVERY_SEC, PREVIEW_EVERY_SEC, request.seed()),
            step -> {
              inference.copyFrom(network);
              strip.write(run.preview(step), inference::reconstruct);
            });
    long from = request.start() == TrainRequest.Start.RESUME ? loop.restore() : 0;
    loop.train(from, progress);
    inference.copyFrom(network);
  }

  private void writeModel(Task task, GeneratorInference inference, RunFolder run) {
    WholeFolder.deleteTree(run.model()); // an earlier, shorter part of this run made it
    WholeFolder.write(
        run.model(),
        folder -> {
          inference.export(folder);
          task.painting().write(folder);
          task.input().write(folder, task.dataset());
          ModelCard.write(
              folder,
              request.model(),
              SettingsJson.of(task.settings()),
              task.painting(),
              task.input(),
              ComparatorRecord.of(task.comparator()),
              task.dataset(),
              task.provenance());
        });
  }

  private JsonObject config(Task task) {
    JsonObject config = new JsonObject();
    config.addProperty("model", request.model());
    SettingsJson.of(task.settings()).entrySet().forEach(e -> config.add(e.getKey(), e.getValue()));
    ComparatorRecord.of(task.comparator())
        .entrySet()
        .forEach(e -> config.add(COMPARATOR + e.getKey(), e.getValue()));
    config.addProperty("seed", request.seed());
    config.addProperty("minR2", request.minR2());
    config.addProperty("threads", request.threads());
    addHashes(task.dataset(), config);
    config.addProperty("voxelHash", task.dataset().voxelHash());
    config.addProperty(OPERATOR, task.painting().projection().summary());
    task.input()
        .learned()
        .ifPresent(learned -> config.addProperty("operatorSha256", learned.operatorSha256()));
    config.addProperty("voxelsUsed", task.painting().projection().usedVoxelCount());
    config.add(PROVENANCE, task.provenance().toJson());
    return config;
  }

  /** SHA-256 of the dataset's files: a resumed part learns from the very same numbers. */
  private static void addHashes(Dataset dataset, JsonObject config) {
    JsonObject files = dataset.manifestJson().getAsJsonObject("files");
    for (String name : files.keySet()) {
      config.add("dataset/" + name, files.getAsJsonObject(name).get("sha256"));
    }
  }

  private String estimate(Task task) {
    ImageShape shape = task.input().shape();
    RfsExamples examples = task.examples();
    int batchSize = task.settings().batchSize();
    long batchBytes = 4L * batchSize * (examples.inputLength() + examples.targetLength());
    return String.format(
        Locale.ROOT,
        "%s %s: %d training examples, %d voxels painted (%s), %d channels of %d x %d px, %d steps of"
            + " %d examples, %.1f MB of input a step",
        request.model(),
        request.preset(),
        examples.count(),
        task.painting().projection().usedVoxelCount(),
        task.settings().projection(),
        shape.rfsChannels(),
        shape.widthPx(),
        shape.heightPx(),
        task.steps(),
        batchSize,
        batchBytes / 1e6);
  }
}
