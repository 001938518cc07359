// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.voxel2pixel.BadInputException;
import org.voxel2pixel.Progress;
import org.voxel2pixel.nn.graph.Scope;

/** A fixed map from images to features, for a loss or a measure that compares features. */
public interface Comparator {

  /** The name that settings and results carry. */
  String name();

  /** Names of the features, in the order of {@link #features}. */
  List<String> layers();

  /** The file that its weights come from; empty if it has none. */
  default Optional<WeightsOrigin> weights() {
    return Optional.empty();
  }

  /** A line for people: name, layers, file. */
  default String description() {
    String file =
        weights()
            .map(w -> " (" + w.fileName() + ", " + w.naming() + ", SHA-256 " + w.sha256() + ")")
            .orElse("");
    return name() + " " + String.join(", ", layers()) + file;
  }

  /**
   * The features of a batch of images, one tensor a layer or scale, in the order of {@link
   * #layers}; the last ones are left out if the images are too small for them.
   *
   * <p>Called again for the same graph, it shares the weights.
   *
   * @param images {@code [B][H][W][3]}, RGB in [0, 1]
   */
  List<Operand<TFloat32>> features(Scope scope, Operand<TFloat32> images);

  /** The comparator that a setting names, its weights, if it needs any, from the weights folder. */
  static Comparator named(String setting) {
    return named(setting, "", Progress.silent());
  }

  /**
   * The comparator that a setting names: {@code NAME[:LAYER[,LAYER...][:OPTION[,OPTION]]]}.
   *
   * <p>Names: {@code gabor}, which needs no file; {@code caffenet}, {@code alexnet}, {@code vgg16},
   * {@code vgg19}, {@code squeezenet}, {@code c3d}. Layers: any activation, such as {@code conv4_2}
   * (before its ReLU), {@code relu5}, {@code pool5}, {@code fire9/concat}, {@code prob}. Options:
   * {@code unit} gives the network RGB in [0, 1] instead of the pixels that its weights were
   * trained on; {@code edges} aligns the images' edges when they are resized, not the centres of
   * their corner pixels.
   *
   * @param weights path of a weights file, or of a folder to look in; empty for the folders of
   *     {@link org.voxel2pixel.nn.weights.WeightsFolder}
   * @throws BadInputException for an unknown name, layer or option; if there are no weights, naming
   *     where they were looked for and where to get them; if the file is damaged or of another
   *     network; if weights are given to a comparator that has none
   */
  static Comparator named(String setting, String weights, Progress progress) {
    ComparatorSpec spec = ComparatorSpec.parse(setting);
    if (spec.name().equals(GaborEnergy.NAME)) return GaborEnergy.of(spec, weights);
    List<String> names = new ArrayList<>(List.of(GaborEnergy.NAME));
    names.addAll(KnownNetwork.labels());
    KnownNetwork network =
        KnownNetwork.named(spec.name())
            .orElseThrow(
                () ->
                    new BadInputException(
                        "comparator", "one of " + names, "'" + spec.name() + "'", "choose one"));
    return NetworkComparator.load(network, spec, weights, progress);
  }
}
