// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.file.Path;
import java.util.List;
import org.voxel2pixel.BadInputException;

/**
 * Named tensors of a weights file, read one at a time. Only float tensors are listed: integers such
 * as step counters are no weights. Not safe for several threads at once.
 */
public interface WeightsFile extends AutoCloseable {

  /**
   * Opens a file by its content; its name does not matter. A folder is a SavedModel if {@code
   * saved_model.pb} or {@code variables/variables.index} is in it; a TensorFlow checkpoint is named
   * by its {@code .index} file. Nothing of a file is run.
   *
   * @throws BadInputException if it is none of these formats, damaged or truncated
   */
  static WeightsFile open(Path file) {
    return WeightsFormats.open(file);
  }

  /**
   * One of {@code caffemodel}, {@code safetensors}, {@code npz}, {@code keras-h5}, {@code
   * saved-model}, {@code squeezenet-compressed}.
   */
  String format();

  /** What the file calls its network; empty if it says nothing. */
  default String networkName() {
    return "";
  }

  /**
   * The files that the weights lie in.
   *
   * @param opened what was opened
   */
  default List<Path> files(Path opened) {
    return List.of(opened);
  }

  /** In the order of the file. */
  List<StoredTensor> tensors();

  /**
   * A tensor's values, last dimension fastest, rounded to float32.
   *
   * @throws BadInputException if the file does not have it whole
   * @throws IllegalArgumentException if it is not one of {@link #tensors}
   */
  float[] read(String name);

  @Override
  void close();
}
