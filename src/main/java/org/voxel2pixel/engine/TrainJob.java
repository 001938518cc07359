// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.ValidationSplit;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.ExampleSubset;
import org.voxel2pixel.model.InferenceNetwork;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.nn.graph.SessionOptions;
import org.voxel2pixel.training.Outcome;
import org.voxel2pixel.training.Preview;
import org.voxel2pixel.training.PreviewStrip;
import org.voxel2pixel.training.RunFolder;
import org.voxel2pixel.training.TrainingLoop;
import org.voxel2pixel.training.Validation;
import org.voxel2pixel.training.Writing;

/** Trains a model on a dataset: a RUN folder in the end, with the MODEL in it. */
public final class TrainJob {
  /** What a resumed part of a run may have otherwise than its first. */
  private static final String PROVENANCE = "provenance";

  private static final String COMPARATOR = "comparator/";

  /** Members of {@code config.json} that are there only if something is held out. */
  private static final String VALIDATION = "validation";

  private static final String PATIENCE = "patience";
  private static final String CHECKPOINT_MIN = "checkpointMin";
  private static final double SEC_PER_MIN = 60;
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

  /** A network, what of its examples is held out, and how it came about. */
  private record Task(
      NetworkTask network, Optional<ValidationSplit> validation, Provenance provenance) {

    /** Those to train on. */
    ExampleSource examples() {
      return validation.isEmpty()
          ? network.examples()
          : new ExampleSubset(network.examples(), validation.get().training());
    }

    long steps() {
      return network.steps(examples().count());
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
    try (Dataset dataset = Dataset.open(request.dataset())) {
      NetworkTask network =
          request.model().equals(ShenTask.MODEL)
              ? ShenTask.of(request, dataset, progress)
              : Brain2PixTask.of(request, dataset, progress);
      TrainingLoop.requireBatch(network.examples(), network.batchSize());
      Optional<ValidationSplit> validation = heldOut(network, progress);
      Path manifest = dataset.folder().resolve("dataset.json");
      Provenance how = provenance.withInputs(Map.of("dataset.json", Provenance.sha256(manifest)));
      Task task = new Task(network, validation, how);
      requireEnough(task);
      tell(task, progress);
      return run(task, progress);
    }
  }

  /** What is odd about the run so far, a line each. */
  public List<String> warnings() {
    return RunFolder.warningsOf(request.run());
  }

  private void requireEnough(Task task) {
    int batchSize = task.network().batchSize();
    TrainingLoop.requireBatch(task.examples(), batchSize);
    if (task.validation().isEmpty()) return;
    TrainingLoop.requireMeasured(
        request.care().validateEvery(), task.examples(), batchSize, task.steps());
  }

  private Optional<ValidationSplit> heldOut(NetworkTask network, Progress progress) {
    double share = request.care().validation();
    if (share == 0) return Optional.empty();
    int[] rows = IntStream.range(0, network.examples().count()).map(network::row).toArray();
    return Optional.of(
        ValidationSplit.of(network.dataset(), rows, share, request.seed(), progress));
  }

  private Path run(Task task, Progress progress) {
    SessionOptions options = new SessionOptions(request.threads(), 1);
    try (TrainingNetwork network = task.network().network(task.steps(), request.seed(), options);
        InferenceNetwork inference = task.network().inference(options);
        RunFolder run = openRun(task)) {
      Writing writing = writing(network, inference, task, progress);
      Outcome outcome = train(task, network, inference, run, writing, progress);
      outcome.best().ifPresent(best -> inference.restore(run.best(best.step())));
      writeModel(task, inference, run, outcome);
      return run.model();
    }
  }

  /** A copy of all variables beside the training, where the heap has room for it. */
  private static Writing writing(
      TrainingNetwork network, InferenceNetwork inference, Task task, Progress progress) {
    long bytes = network.state().bytes();
    long copies = bytes + (task.validation().isPresent() ? inference.state().bytes() : 0);
    Writing writing = Writing.thatFits(copies, LearnedMemory.availableHeap());
    String how =
        writing == Writing.BACKGROUND
            ? "copied in Java's memory and written beside the training"
            : "written while the training waits, since Java's memory has no room for a copy";
    progress.report(
        String.format(Locale.ROOT, "checkpoints of %.1f MB, %s", bytes / 1e6, how),
        0,
        task.steps());
    return writing;
  }

  /** What it will take, before it is taken; and refuses what this machine cannot hold. */
  private void tell(Task task, Progress progress) {
    List<String> told = new ArrayList<>(List.of(estimate(task)));
    told.add("features of " + task.network().comparator().description());
    told.addAll(task.network().told());
    progress.report(String.join("; ", told), 0, task.steps()); // at once: fast reports get lost
    task.network().requireMemory();
  }

  private RunFolder openRun(Task task) {
    JsonObject config = config(task);
    List<String> mayDiffer = mayDiffer(task.network());
    return switch (request.start()) {
      case NEW -> RunFolder.create(request.run(), config, mayDiffer);
      case REPLACE -> RunFolder.replace(request.run(), config, mayDiffer);
      case RESUME -> RunFolder.resume(request.run(), config, mayDiffer);
    };
  }

  /**
   * What a resumed run may ask for otherwise. The comparator's weights may lie elsewhere, as long
   * as they are the same.
   */
  private static List<String> mayDiffer(NetworkTask network) {
    List<String> free = new ArrayList<>(List.of(PROVENANCE, PATIENCE, CHECKPOINT_MIN));
    free.addAll(List.of("weights", COMPARATOR + ComparatorRecord.FILE));
    free.addAll(network.mayDiffer());
    return free;
  }

  private Outcome train(
      Task task,
      TrainingNetwork network,
      InferenceNetwork inference,
      RunFolder run,
      Writing writing,
      Progress progress) {
    NetworkTask of = task.network();
    PreviewStrip strip =
        PreviewStrip.of(of.asReconstructed(task.examples()), of.widthPx(), of.heightPx());
    Preview preview =
        step -> {
          inference.copyFrom(network);
          return Optional.of(strip.write(run.preview(step), inference::reconstruct));
        };
    TrainingLoop.Schedule schedule =
        new TrainingLoop.Schedule(
            task.steps(),
            request.care().checkpointMin() * SEC_PER_MIN,
            PREVIEW_EVERY_SEC,
            request.seed(),
            writing);
    TrainingLoop loop = loop(task, network, inference, run, schedule, preview);
    long from = request.start() == TrainRequest.Start.RESUME ? loop.restore() : 0;
    Outcome outcome = loop.train(from, progress);
    inference.copyFrom(network);
    return outcome;
  }

  private TrainingLoop loop(
      Task task,
      TrainingNetwork network,
      InferenceNetwork inference,
      RunFolder run,
      TrainingLoop.Schedule schedule,
      Preview preview) {
    if (task.validation().isEmpty()) {
      return new TrainingLoop(network, task.examples(), run, schedule, preview);
    }
    ExampleSource heldOut =
        task.network()
            .asReconstructed(
                new ExampleSubset(task.network().examples(), task.validation().get().heldOut()));
    TrainingCare care = request.care();
    Validation validation =
        new Validation(heldOut, inference, care.validateEvery(), care.patience());
    return new TrainingLoop(network, task.examples(), run, schedule, preview, validation);
  }

  private void writeModel(Task task, InferenceNetwork inference, RunFolder run, Outcome outcome) {
    WholeFolder.deleteTree(run.model()); // an earlier, shorter part of this run made it
    WholeFolder.write(
        run.model(),
        folder -> {
          inference.export(folder);
          task.network().writeBeside(folder, training(outcome), task.provenance());
        });
  }

  /** For {@code model.json}: of which step the weights are, and why. */
  private static JsonObject training(Outcome outcome) {
    JsonObject json = new JsonObject();
    json.addProperty("step", outcome.best().map(Outcome.Best::step).orElse(outcome.steps()));
    json.addProperty("stepsMade", outcome.steps());
    json.addProperty("chosen", outcome.best().isPresent() ? "best validation" : "last");
    outcome
        .best()
        .ifPresent(
            best -> {
              json.addProperty("validationCorrelation", best.correlation());
              json.addProperty("validationMse", best.mse());
            });
    if (outcome.end() == Outcome.End.NO_BETTER) json.addProperty("stoppedEarly", true);
    return json;
  }

  private JsonObject config(Task task) {
    JsonObject config = new JsonObject();
    config.addProperty("model", request.model());
    task.network().settings().entrySet().forEach(e -> config.add(e.getKey(), e.getValue()));
    ComparatorRecord.of(task.network().comparator())
        .entrySet()
        .forEach(e -> config.add(COMPARATOR + e.getKey(), e.getValue()));
    config.addProperty("seed", request.seed());
    config.addProperty("threads", request.threads());
    addHashes(task.network().dataset(), config);
    config.addProperty("voxelHash", task.network().dataset().voxelHash());
    task.network().addTo(config);
    task.validation().ifPresent(split -> addValidation(split, config));
    config.addProperty(CHECKPOINT_MIN, request.care().checkpointMin());
    config.add(PROVENANCE, task.provenance().toJson());
    return config;
  }

  private void addValidation(ValidationSplit split, JsonObject config) {
    JsonObject validation = split.toJson();
    validation.addProperty("share", request.care().validation());
    validation.addProperty("everyEpochs", request.care().validateEvery());
    config.add(VALIDATION, validation);
    config.addProperty(PATIENCE, request.care().patience());
  }

  /** SHA-256 of the dataset's files: a resumed part learns from the very same numbers. */
  private static void addHashes(Dataset dataset, JsonObject config) {
    JsonObject files = dataset.manifestJson().getAsJsonObject("files");
    for (String name : files.keySet()) {
      config.add("dataset/" + name, files.getAsJsonObject(name).get("sha256"));
    }
  }

  private String estimate(Task task) {
    NetworkTask network = task.network();
    ExampleSource examples = task.examples();
    int batchSize = network.batchSize();
    long batchBytes = 4L * batchSize * (examples.inputLength() + examples.targetLength());
    return String.format(
        Locale.ROOT,
        "%s %s: %d training examples%s, %s, images of %d x %d px, %d steps of %d examples, %.1f MB"
            + " of input a step",
        request.model(),
        request.preset(),
        examples.count(),
        task.validation().map(TrainJob::heldOutText).orElse(""),
        network.inputText(),
        network.widthPx(),
        network.heightPx(),
        task.steps(),
        batchSize,
        batchBytes / 1e6);
  }

  private static String heldOutText(ValidationSplit split) {
    return String.format(
        Locale.ROOT,
        " and %d held out (%s %s)",
        split.heldOut().length,
        split.unit().name().toLowerCase(Locale.ROOT),
        split.units().size() > 6 ? split.units().size() : split.units());
  }
}
