// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import org.voxel2pixel.WholeFile;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Split;
import org.voxel2pixel.dataset.VoxelPainting;
import org.voxel2pixel.model.brain2pix.Brain2PixSettings;
import org.voxel2pixel.model.brain2pix.GeneratorInput;
import org.voxel2pixel.model.brain2pix.GraphProjection;
import org.voxel2pixel.model.brain2pix.ImageShape;
import org.voxel2pixel.model.brain2pix.LearnedProjection;
import org.voxel2pixel.model.brain2pix.LearnedRf;
import org.voxel2pixel.model.brain2pix.RfsExamples;
import org.voxel2pixel.projection.OperatorHash;
import org.voxel2pixel.projection.SparseProjection;
import org.voxel2pixel.projection.VoxelProjection;

/**
 * What a network is fed of a dataset: which input its graph has, and the examples that fit it.
 *
 * @param painting the operator outside of the graph, or the one that a learned projection starts
 *     from
 * @param learned what of the projection is learned within the graph; empty if nothing is
 */
record NetworkInput(
    GeneratorInput graph,
    RfsExamples examples,
    VoxelProjection painting,
    Optional<Learned> learned) {

  /** Which voxel each column of a signal is, beside the model. */
  private static final String SIGNALS = "signals.tsv";

  /**
   * A projection within the graph.
   *
   * @param operatorSha256 {@link OperatorHash} of what it starts from
   */
  record Learned(LearnedProjection projection, String operatorSha256) {}

  static NetworkInput of(
      Brain2PixSettings settings, VoxelPainting painting, Dataset dataset, Split split) {
    VoxelProjection projection = painting.projection();
    Optional<LearnedRf> form = settings.kind().learned();
    if (form.isEmpty()) {
      GeneratorInput rfs = GeneratorInput.rfs(ImageShape.of(projection.layout()));
      RfsExamples painted = RfsExamples.of(dataset, projection, split);
      return new NetworkInput(rfs, painted, projection, Optional.empty());
    }
    SparseProjection operator = (SparseProjection) projection; // the fixed one, by the settings
    GraphProjection fixed = GraphProjection.of(operator);
    LearnedProjection learned = LearnedProjection.of(fixed, form.get(), settings.learnedWeightSd());
    return new NetworkInput(
        GeneratorInput.signals(learned),
        RfsExamples.ofSignals(dataset, fixed, split),
        projection,
        Optional.of(new Learned(learned, OperatorHash.of(operator))));
  }

  ImageShape shape() {
    return graph.shape();
  }

  /** For {@code model.json}: what the SavedModel takes, and what that is made of. */
  JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.addProperty("input", graph.name());
    JsonArray dims = new JsonArray();
    for (long dim : graph.dims(-1)) dims.add(dim);
    json.add("inputDims", dims);
    json.addProperty("operator", painting.summary());
    learned.ifPresent(l -> json.addProperty("operatorSha256", l.operatorSha256()));
    return json;
  }

  /** Writes {@code signals.tsv} beside a model that takes signals. */
  void write(Path folder, Dataset dataset) {
    if (learned.isEmpty()) return;
    int[] voxels = learned.get().projection().fixed().voxels();
    StringBuilder text = new StringBuilder("column\tvoxel\troi\n");
    for (int c = 0; c < voxels.length; c++) {
      text.append(c).append('\t').append(voxels[c]).append('\t');
      text.append(dataset.voxels().get(voxels[c]).roi()).append('\n');
    }
    WholeFile.writeText(folder.resolve(SIGNALS), text.toString());
  }
}
