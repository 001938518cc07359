// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.InferenceNetwork;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.model.comparator.Comparator;
import org.voxel2pixel.model.shen2019.CentreCropped;
import org.voxel2pixel.model.shen2019.ShenInference;
import org.voxel2pixel.model.shen2019.ShenSettings;
import org.voxel2pixel.model.shen2019.ShenTraining;
import org.voxel2pixel.model.shen2019.VoxelExamples;
import org.voxel2pixel.nn.graph.SessionOptions;

/** Shen 2019: from the responses of all voxels to an image, receptive fields or not. */
record ShenTask(
    ShenSettings settingValues, Dataset dataset, VoxelExamples voxels, Comparator comparator)
    implements NetworkTask {

  static final String MODEL = "shen2019";

  static ShenTask of(TrainRequest request, Dataset dataset, Progress progress) {
    ShenSettings settings =
        SettingsJson.override(
            ShenSettings.named(request.preset()), SettingsJson.parsePairs(request.overrides()));
    VoxelExamples voxels = VoxelExamples.of(dataset, settings, Split.TRAIN);
    Comparator comparator = Comparator.named(settings.comparator(), settings.weights(), progress);
    return new ShenTask(settings, dataset, voxels, comparator);
  }

  /** The settings that a model's card holds. */
  static ShenSettings settings(ModelCard card, Path model) {
    return SettingsJson.read(card.settings(), ShenSettings.class, model);
  }

  @Override
  public JsonObject settings() {
    return SettingsJson.of(settingValues);
  }

  @Override
  public ExampleSource examples() {
    return voxels;
  }

  @Override
  public int row(int example) {
    return voxels.row(example);
  }

  @Override
  public int batchSize() {
    return settingValues.batchSize();
  }

  @Override
  public long steps(int exampleCount) {
    return settingValues.steps();
  }

  /** The step size falls at fixed steps, so a run may become longer. */
  @Override
  public List<String> mayDiffer() {
    return List.of("steps");
  }

  @Override
  public void addTo(JsonObject config) {
    config.addProperty("inputLength", voxels.inputLength());
  }

  @Override
  public String inputText() {
    return "%d numbers in, the responses of %d voxels at %d lags"
        .formatted(voxels.inputLength(), dataset.voxelCount(), dataset.lags().count());
  }

  @Override
  public List<String> told() {
    return List.of("about %.1f GB of weights and their moments".formatted(weightBytes() / 1e9));
  }

  /** Of the dense layers, nearly all: the weight, two moments, its gradient. */
  private long weightBytes() {
    long weights = 0;
    long in = voxels.inputLength();
    for (int width : settingValues.denseWidths()) {
      weights += in * width;
      in = width;
    }
    return 4 * 4 * weights;
  }

  @Override
  public void requireMemory() {
    if (weightBytes() <= LearnedMemory.availableNative()) return;
    throw new BadInputException(
        "model " + MODEL,
        "%.1f GB of memory".formatted(weightBytes() / 1e9),
        "%.1f GB free".formatted(LearnedMemory.availableNative() / 1e9),
        "take preset=quick, smaller denseWidths, or fewer voxels");
  }

  @Override
  public int widthPx() {
    return settingValues.cropPx();
  }

  @Override
  public int heightPx() {
    return settingValues.cropPx();
  }

  @Override
  public ExampleSource asReconstructed(ExampleSource some) {
    return CentreCropped.of(some, settingValues);
  }

  @Override
  public TrainingNetwork network(long steps, long seed, SessionOptions options) {
    return new ShenTraining(settingValues, voxels.inputLength(), comparator, seed, options);
  }

  @Override
  public InferenceNetwork inference(SessionOptions options) {
    return new ShenInference(settingValues, voxels.inputLength(), options);
  }

  @Override
  public void writeBeside(Path folder, JsonObject training, Provenance how) {
    ModelCard.writeOfVoxels(
        folder,
        MODEL,
        settings(),
        ComparatorRecord.of(comparator),
        dataset,
        voxels.inputLength(),
        training,
        how);
  }
}
