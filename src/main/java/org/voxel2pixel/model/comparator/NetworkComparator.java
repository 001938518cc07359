// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.Scope;
import org.voxel2pixel.nn.weights.Architecture;
import org.voxel2pixel.nn.weights.LoadedWeights;
import org.voxel2pixel.nn.weights.WeightsFolder;

/**
 * Activations of a published network with weights from a file.
 *
 * <p>Only the layers below those compared are read and built. Their values lie in memory twice,
 * here and in TensorFlow: VGG-19 to conv4_2 takes 2 x 24 MB, with fc6 2 x 490 MB.
 */
final class NetworkComparator implements Comparator {
  private static final int SHOWN = 12; // digits of a hash, enough to tell files apart

  private final KnownNetwork network;
  private final List<String> layers;
  private final NetworkInput input;
  private final FrozenWeights.TensorSource weights;
  private final WeightsOrigin origin;

  private NetworkComparator(
      KnownNetwork network, List<String> layers, NetworkInput input, LoadedWeights loaded) {
    this.network = network;
    this.layers = List.copyOf(layers);
    this.input = input;
    this.weights = source(loaded);
    this.origin = WeightsOrigin.of(loaded);
  }

  private static FrozenWeights.TensorSource source(LoadedWeights loaded) {
    return new FrozenWeights.TensorSource() {
      @Override
      public float[] values(String tensor) {
        return loaded.values(tensor);
      }

      @Override
      public long[] dims(String tensor) {
        return loaded.dims(tensor);
      }
    };
  }

  /**
   * @param given a file or folder of weights, or empty to look for them
   */
  static NetworkComparator load(
      KnownNetwork network, ComparatorSpec spec, String given, Progress progress) {
    List<String> layers = spec.layersOr(network.defaultLayers(), network.blueprint().activations());
    Architecture wanted = network.weightsFor(layers);
    Path file =
        given.isBlank()
            ? WeightsFolder.standard().find(wanted, progress)
            : WeightsFolder.named(path(given.trim()), wanted, progress);
    LoadedWeights loaded = LoadedWeights.load(wanted, file, progress);
    NetworkInput input =
        new NetworkInput(network.input(), loaded.pixels(), spec.pixels(), spec.grid());
    return new NetworkComparator(network, layers, input, loaded);
  }

  private static Path path(String given) {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw new BadInputException(
          "weights", "the path of a file or folder", "'" + given + "'", "correct it", e);
    }
  }

  @Override
  public String name() {
    return network.label();
  }

  @Override
  public List<String> layers() {
    return layers;
  }

  @Override
  public Optional<WeightsOrigin> weights() {
    return Optional.of(origin);
  }

  @Override
  public List<Operand<TFloat32>> features(Scope scope, Operand<TFloat32> images) {
    String prefix = network.label() + "." + origin.sha256().substring(0, SHOWN);
    FrozenWeights frozen = new FrozenWeights(scope.network(), prefix, weights);
    return network.blueprint().build(frozen, input.of(frozen.scope(), images), layers);
  }
}
