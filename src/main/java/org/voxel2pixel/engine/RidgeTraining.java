// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.WholeFolder;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.model.ResponseExamples;
import org.voxel2pixel.model.SettingsJson;
import org.voxel2pixel.model.baseline.RidgeModel;
import org.voxel2pixel.model.baseline.RidgeRegression;
import org.voxel2pixel.model.baseline.RidgeSettings;
import org.voxel2pixel.training.RunFolder;

/**
 * Fits the linear baseline to the training examples of a dataset: all voxels at all lags, with or
 * without a receptive field. There is nothing random in it and nothing to resume.
 */
final class RidgeTraining {
  static final String MODEL = "ridge";

  private final TrainRequest request;
  private final Provenance provenance;

  RidgeTraining(TrainRequest request, Provenance provenance) {
    this.request = request;
    this.provenance = provenance;
  }

  /** Fits, and writes the model into the run folder. */
  Path run(Progress progress) {
    requireOrdinary();
    RidgeSettings settings = RidgeSettings.standardBut(request.overrides());
    RidgeRegression ridge = new RidgeRegression(settings);
    try (Dataset dataset = Dataset.open(request.dataset())) {
      int[] rows = dataset.examples(Split.TRAIN);
      ResponseExamples examples = new ResponseExamples(dataset, rows);
      progress.report(ridge.estimate(examples), 0, 1);
      int[] groups = HoldOutGroups.of(dataset, rows, progress);
      Path manifest = dataset.folder().resolve("dataset.json");
      Provenance how = provenance.withInputs(Map.of("dataset.json", Provenance.sha256(manifest)));
      RidgeModel model = ridge.fit(examples, groups, progress);
      JsonObject json = SettingsJson.of(settings);
      json.addProperty("chosenLambda", model.lambda());
      try (RunFolder run = openRun(dataset, json, how)) {
        WholeFolder.write(
            run.model(),
            folder -> {
              model.write(folder);
              ModelCard.writeOfResponses(folder, MODEL, json, dataset, how);
            });
        return run.model();
      }
    }
  }

  private void requireOrdinary() {
    if (request.start() == TrainRequest.Start.RESUME) {
      throw new BadInputException(
          "option resume", "nothing to resume: ridge is fitted at once", "resume", "leave it out");
    }
    if (request.care().validation() > 0 || request.care().patience() > 0) {
      throw new BadInputException(
          "options validation and patience",
          "0: ridge is fitted at once and holds out by itself",
          request.care().validation() + " and " + request.care().patience(),
          "leave them out");
    }
    if (request.preset().equals("quick")) return;
    throw new BadInputException(
        "preset", "quick: ridge has no other", "'" + request.preset() + "'", "leave it out");
  }

  private RunFolder openRun(Dataset dataset, JsonObject settings, Provenance how) {
    JsonObject config = new JsonObject();
    config.addProperty("model", MODEL);
    settings.entrySet().forEach(e -> config.add(e.getKey(), e.getValue()));
    config.addProperty("voxelHash", dataset.voxelHash());
    config.add("provenance", how.toJson());
    return request.start() == TrainRequest.Start.REPLACE
        ? RunFolder.replace(request.run(), config, List.of())
        : RunFolder.create(request.run(), config, List.of());
  }
}
