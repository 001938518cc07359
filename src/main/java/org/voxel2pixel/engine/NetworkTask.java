// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.engine;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.dataset.Dataset;
import org.voxel2pixel.dataset.Provenance;
import org.voxel2pixel.model.ExampleSource;
import org.voxel2pixel.model.InferenceNetwork;
import org.voxel2pixel.model.TrainingNetwork;
import org.voxel2pixel.model.comparator.Comparator;
import org.voxel2pixel.nn.graph.SessionOptions;

/** A network and what it learns from: what differs between models that are trained in steps. */
interface NetworkTask {

  /** Every value of its settings. */
  JsonObject settings();

  Dataset dataset();

  /** Whose features its loss compares. */
  Comparator comparator();

  /** All complete training examples. */
  ExampleSource examples();

  /** The sample row of an example. */
  int row(int example);

  int batchSize();

  /**
   * Steps of the whole training.
   *
   * @param exampleCount examples to train on, those held out not among them
   */
  long steps(int exampleCount);

  /** Settings that a resumed run may ask for otherwise. */
  List<String> mayDiffer();

  /** Adds what else decides the run to {@code config.json}. */
  void addTo(JsonObject config);

  /** What the input is, for people. */
  String inputText();

  /** What it will take beside its examples, and what is odd about its input; a line each. */
  List<String> told();

  /** Refuses what this machine cannot hold. */
  void requireMemory();

  /** Columns of a reconstruction. */
  int widthPx();

  /** Rows of a reconstruction. */
  int heightPx();

  /** The same examples with targets of the size of a reconstruction. */
  ExampleSource asReconstructed(ExampleSource some);

  TrainingNetwork network(long steps, long seed, SessionOptions options);

  InferenceNetwork inference(SessionOptions options);

  /** Writes what is in a model's folder beside the SavedModel, the card last. */
  void writeBeside(Path folder, JsonObject training, Provenance how);
}
