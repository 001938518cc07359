// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;

/**
 * The weights of a published network, in the layout that TensorFlow's graphs take: see {@link
 * ExpectedTensor}. A dense layer behind a convolution expects its image flattened as {@code
 * [height][width][channel]}.
 */
public final class LoadedWeights {
  private final Architecture architecture;
  private final Path file;
  private final String format;
  private final Naming naming;
  private final String sha256;
  private final List<StoredTensor> unused;
  private final Map<String, float[]> values = new LinkedHashMap<>();

  private LoadedWeights(
      Architecture architecture, Path file, WeightsFile weights, Progress progress) {
    this.architecture = architecture;
    this.file = file;
    this.format = weights.format();
    WeightsMatch match = new WeightsMatch(architecture, file, weights);
    this.naming = match.naming();
    this.unused = match.unused(naming);
    int done = 0;
    for (ExpectedTensor tensor : architecture.tensors()) {
      progress.checkCancelled();
      progress.report("reading " + architecture.name(), done++, architecture.tensors().size());
      String name = naming.stored().get(tensor.name());
      float[] stored = weights.read(name);
      requireFinite(name, stored);
      values.put(tensor.name(), naming.layout().toOurs(tensor, stored));
    }
    this.sha256 = FileDigest.of(weights.files(file), "SHA-256", progress);
  }

  /**
   * Reads a network's weights from a file of any format and naming that is known for it.
   *
   * @throws BadInputException if the file is none, damaged, or of another network; names the tensor
   */
  public static LoadedWeights load(Architecture architecture, Path file) {
    return load(architecture, file, Progress.silent());
  }

  /** The same; cancelled between tensors. */
  public static LoadedWeights load(Architecture architecture, Path file, Progress progress) {
    try (WeightsFile weights = WeightsFile.open(file)) {
      return new LoadedWeights(architecture, file, weights, progress);
    }
  }

  private void requireFinite(String name, float[] stored) {
    for (float value : stored) {
      if (Float.isFinite(value)) continue;
      throw new BadInputException(
          file + ", " + name, "finite weights", String.valueOf(value), BoundedFile.REMEDY);
    }
  }

  public Architecture architecture() {
    return architecture;
  }

  public Path file() {
    return file;
  }

  /** Format of the file: see {@link WeightsFile#format}. */
  public String format() {
    return format;
  }

  /** Whose names the file uses, such as {@code torchvision}. */
  public String naming() {
    return naming.label();
  }

  /** What the network must be given; it depends on where the weights come from. */
  public InputPixels pixels() {
    return naming.pixels();
  }

  /** SHA-256 of the file; of a SavedModel, of its index and its data files, one after another. */
  public String sha256() {
    return sha256;
  }

  /**
   * A tensor's values in our layout; not a copy.
   *
   * @param name {@code LAYER/kernel} or {@code LAYER/bias}
   */
  public float[] values(String name) {
    float[] found = values.get(name);
    if (found == null) throw new IllegalArgumentException("no tensor " + name);
    return found;
  }

  /** A tensor's dimensions in our layout. */
  public long[] dims(String name) {
    return architecture.tensors().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tensor " + name))
        .dims();
  }

  /** Tensors of the file that were not asked for. */
  public List<StoredTensor> unused() {
    return unused;
  }
}
