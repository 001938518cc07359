// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.InferenceNetwork;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.Brain2PixTraining;
import org.voxel2pixel.model.brain2pix.GeneratorInference;
import org.voxel2pixel.model.comparator.Comparator;
import org.voxel2pixel.nn.graph.SessionOptions;

/** Brain2Pix: from voxels painted at their receptive fields to a frame. */
record Brain2PixTask(
    Brain2PixSettings settingValues,
    double minR2,
    Dataset dataset,
    VoxelPainting painting,
    NetworkInput input,
    Comparator comparator)
    implements NetworkTask {

  /** The operator in words; what it does is fixed by settings, fields and its hash. */
  private static final String OPERATOR = "operator";

  static Brain2PixTask of(TrainRequest request, Dataset dataset, Progress progress) {
    Brain2PixSettings settings =
        SettingsJson.override(
            Brain2PixSettings.named(request.preset()),
            SettingsJson.parsePairs(request.overrides()));
    VoxelPainting painting =
        VoxelPainting.ofDataset(dataset, request.minR2(), settings.projectionRule(), progress);
    NetworkInput input = NetworkInput.of(settings, painting, dataset, Split.TRAIN);
    Comparator comparator = Comparator.named(settings.comparator(), settings.weights(), progress);
    return new Brain2PixTask(settings, request.minR2(), dataset, painting, input, comparator);
  }

  @Override
  public JsonObject settings() {
    return SettingsJson.of(settingValues);
  }

  @Override
  public ExampleSource examples() {
    return input.examples();
  }

  @Override
  public int row(int example) {
    return input.examples().row(example);
  }

  @Override
  public int batchSize() {
    return settingValues.batchSize();
  }

  @Override
  public long steps(int exampleCount) {
    return (long) settingValues.epochs() * exampleCount / settingValues.batchSize();
  }

  /**
   * The number of epochs, unless the step size falls toward the end: then the steps made already
   * were made for another end.
   */
  @Override
  public List<String> mayDiffer() {
    return settingValues.decayFrom() >= 1 ? List.of(OPERATOR, "epochs") : List.of(OPERATOR);
  }

  @Override
  public void addTo(JsonObject config) {
    config.addProperty("minR2", minR2);
    config.addProperty(OPERATOR, painting.projection().summary());
    input
        .learned()
        .ifPresent(learned -> config.addProperty("operatorSha256", learned.operatorSha256()));
    config.addProperty("voxelsUsed", painting.projection().usedVoxelCount());
  }

  @Override
  public String inputText() {
    return "%d voxels painted (%s), %d channels"
        .formatted(
            painting.projection().usedVoxelCount(),
            settingValues.projection(),
            input.shape().rfsChannels());
  }

  @Override
  public List<String> told() {
    List<String> told = new ArrayList<>();
    memory().ifPresent(m -> told.add(m.summary()));
    painting.projection().warnings().forEach(warning -> told.add("warning: " + warning));
    return told;
  }

  private Optional<LearnedMemory> memory() {
    return input.learned().map(learned -> LearnedMemory.of(learned.projection()));
  }

  @Override
  public void requireMemory() {
    memory()
        .ifPresent(
            m ->
                m.require(
                    settingValues.projection(),
                    LearnedMemory.availableNative(),
                    LearnedMemory.availableHeap()));
  }

  @Override
  public int widthPx() {
    return input.shape().widthPx();
  }

  @Override
  public int heightPx() {
    return input.shape().heightPx();
  }

  @Override
  public ExampleSource asReconstructed(ExampleSource some) {
    return some;
  }

  @Override
  public TrainingNetwork network(long steps, long seed, SessionOptions options) {
    return new Brain2PixTraining(settingValues, input.graph(), comparator, steps, seed, options);
  }

  @Override
  public InferenceNetwork inference(SessionOptions options) {
    return new GeneratorInference(settingValues, input.graph(), options);
  }

  @Override
  public void writeBeside(Path folder, JsonObject training, Provenance how) {
    painting.write(folder);
    input.write(folder, dataset);
    ModelCard.write(
        folder,
        "brain2pix",
        settings(),
        painting,
        input,
        ComparatorRecord.of(comparator),
        dataset,
        training,
        how);
  }
}
