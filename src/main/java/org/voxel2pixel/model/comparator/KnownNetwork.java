// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.model.comparator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.voxel2pixel.nn.weights.Architecture;
import org.voxel2pixel.nn.weights.Architectures;

/** The published networks: their weights, stages, and what they look at. */
enum KnownNetwork {
  /** Shen et al. 2019 compare pool5, on images of 227 x 227. */
  CAFFENET(
      "caffenet", Architectures.CAFFENET, NetworkStages.caffeNet(), new Input(227, 0), "pool5"),
  ALEXNET("alexnet", Architectures.ALEXNET, NetworkStages.alexNet(), new Input(224, 0), "pool5"),
  VGG16(
      "vgg16", Architectures.VGG16, NetworkStages.vgg(2, 2, 3, 3, 3), new Input(224, 0), "conv4_2"),
  /** Le et al. 2022 compare the tenth convolution before its ReLU. */
  VGG19(
      "vgg19", Architectures.VGG19, NetworkStages.vgg(2, 2, 4, 4, 4), new Input(224, 0), "conv4_2"),
  /** Nobody's default; fire5 has an eighth of the image's resolution, as VGG's conv4_2. */
  SQUEEZENET(
      "squeezenet",
      Architectures.SQUEEZENET,
      NetworkStages.squeezeNet(),
      new Input(227, 0),
      "fire5/concat"),
  C3D("c3d", Architectures.C3D, NetworkStages.c3d(), new Input(112, 16), "pool5");

  private final String label;
  private final Architecture architecture;
  private final Blueprint blueprint;
  private final Input input;
  private final List<String> defaultLayers;

  /**
   * What a network looks at.
   *
   * @param px pixels a side
   * @param frames of a clip; 0 for a network that takes single images
   */
  record Input(int px, int frames) {
    boolean isClip() {
      return frames > 0;
    }
  }

  KnownNetwork(
      String label,
      Architecture architecture,
      List<Stage> stages,
      Input input,
      String... defaultLayers) {
    this.label = label;
    this.architecture = architecture;
    this.blueprint = new Blueprint(stages);
    this.input = input;
    this.defaultLayers = List.of(defaultLayers);
  }

  static Optional<KnownNetwork> named(String label) {
    return Arrays.stream(values()).filter(n -> n.label.equals(label)).findFirst();
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(n -> n.label).toList();
  }

  /** The name that settings carry. */
  String label() {
    return label;
  }

  Blueprint blueprint() {
    return blueprint;
  }

  Input input() {
    return input;
  }

  /** Layers that are compared unless others are named. */
  List<String> defaultLayers() {
    return defaultLayers;
  }

  /** Its weights as far as these activations need them. */
  Architecture weightsFor(List<String> activations) {
    List<String> layers = blueprint.weightedLayers(activations);
    return architecture.upTo(layers.get(layers.size() - 1));
  }
}
