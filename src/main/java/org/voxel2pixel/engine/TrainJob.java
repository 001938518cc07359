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
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.ValidationSplit;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.ExampleSubset;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.Brain2PixTraining;
import org.voxel2pixel.model.brain2pix.GeneratorInference;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.model.brain2pix.RfsExamples;
import org.voxel2pixel.model.comparator.Comparator;
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

  /** The operator in words; what it does is fixed by settings, fields and its hash. */
  private static final String OPERATOR = "operator";

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

  /** What a training learns, from what. */
  private record Task(
      Brain2PixSettings settings,
      Dataset dataset,
      VoxelPainting painting,
      NetworkInput input,
      Comparator comparator,
      Optional<ValidationSplit> validation,
      Provenance provenance) {

    /** Those to train on. */
    ExampleSource examples() {
      return validation.isEmpty()
          ? input.examples()
          : new ExampleSubset(input.examples(), validation.get().training());
    }

    long steps() {
      return (long) settings.epochs() * examples().count() / settings.batchSize();
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
      Optional<ValidationSplit> validation = heldOut(dataset, input.examples(), progress);
      Path manifest = dataset.folder().resolve("dataset.json");
      Provenance how = provenance.withInputs(Map.of("dataset.json", Provenance.sha256(manifest)));
      Comparator comparator = Comparator.named(settings.comparator(), settings.weights(), progress);
      Task task = new Task(settings, dataset, painting, input, comparator, validation, how);
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
    int batchSize = task.settings().batchSize();
    TrainingLoop.requireBatch(task.examples(), batchSize);
    if (task.validation().isEmpty()) return;
    TrainingLoop.requireMeasured(
        request.care().validateEvery(), task.examples(), batchSize, task.steps());
  }

  private Optional<ValidationSplit> heldOut(
      Dataset dataset, RfsExamples examples, Progress progress) {
    double share = request.care().validation();
    if (share == 0) return Optional.empty();
    int[] rows = IntStream.range(0, examples.count()).map(examples::row).toArray();
    return Optional.of(ValidationSplit.of(dataset, rows, share, request.seed(), progress));
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
      Writing writing = writing(network, inference, task, progress);
      Outcome outcome = train(task, network, inference, run, writing, progress);
      outcome.best().ifPresent(best -> inference.restore(run.best(best.step())));
      writeModel(task, inference, run, outcome);
      return run.model();
    }
  }

  /** A copy of all variables beside the training, where the heap has room for it. */
  private static Writing writing(
      Brain2PixTraining network, GeneratorInference inference, Task task, Progress progress) {
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
    List<String> free = new ArrayList<>(List.of(PROVENANCE, OPERATOR, PATIENCE, CHECKPOINT_MIN));
    free.addAll(List.of("weights", COMPARATOR + ComparatorRecord.FILE));
    if (settings.decayFrom() >= 1) free.add("epochs");
    return free;
  }

  private Outcome train(
      Task task,
      Brain2PixTraining network,
      GeneratorInference inference,
      RunFolder run,
      Writing writing,
      Progress progress) {
    ImageShape shape = task.input().shape();
    PreviewStrip strip = PreviewStrip.of(task.examples(), shape.widthPx(), shape.heightPx());
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
      Brain2PixTraining network,
      GeneratorInference inference,
      RunFolder run,
      TrainingLoop.Schedule schedule,
      Preview preview) {
    if (task.validation().isEmpty()) {
      return new TrainingLoop(network, task.examples(), run, schedule, preview);
    }
    ExampleSource heldOut =
        new ExampleSubset(task.input().examples(), task.validation().get().heldOut());
    TrainingCare care = request.care();
    Validation validation =
        new Validation(heldOut, inference, care.validateEvery(), care.patience());
    return new TrainingLoop(network, task.examples(), run, schedule, preview, validation);
  }

  private void writeModel(Task task, GeneratorInference inference, RunFolder run, Outcome outcome) {
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
              training(outcome),
              task.provenance());
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
    ImageShape shape = task.input().shape();
    ExampleSource examples = task.examples();
    int batchSize = task.settings().batchSize();
    long batchBytes = 4L * batchSize * (examples.inputLength() + examples.targetLength());
    return String.format(
        Locale.ROOT,
        "%s %s: %d training examples%s, %d voxels painted (%s), %d channels of %d x %d px, %d steps of"
            + " %d examples, %.1f MB of input a step",
        request.model(),
        request.preset(),
        examples.count(),
        task.validation().map(TrainJob::heldOutText).orElse(""),
        task.painting().projection().usedVoxelCount(),
        task.settings().projection(),
        shape.rfsChannels(),
        shape.widthPx(),
        shape.heightPx(),
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
