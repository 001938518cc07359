// SPDX-License-Identifier: BSD-2-Clause
package org.voxel2pixel.nn.weights;

import java.util.List;

/** The tensors of a published network, in its order, and how files name them. */
public final class Architecture {
  private final String name;
  private final List<ExpectedTensor> tensors;
  private final List<Naming> namings;
  private final List<String> otherNetworks;

  /**
   * @param otherNetworks names under which files of the same shapes hold other networks
   */
  Architecture(
      String name, List<ExpectedTensor> tensors, List<Naming> namings, List<String> otherNetworks) {
    this.name = name;
    this.tensors = List.copyOf(tensors);
    this.namings = List.copyOf(namings);
    this.otherNetworks = List.copyOf(otherNetworks);
  }

  /** As people know it. */
  public String name() {
    return name;
  }

  /** What is needed, in the network's order: each layer's kernel, then its bias. */
  public List<ExpectedTensor> tensors() {
    return tensors;
  }

  /** Layers with weights, in the network's order. */
  public List<String> layers() {
    return tensors.stream().map(ExpectedTensor::layer).distinct().toList();
  }

  /**
   * The same network without what stands behind a layer, so that a file without its head will do.
   *
   * @throws IllegalArgumentException if there is no such layer with weights
   */
  public Architecture upTo(String lastLayer) {
    int last = layers().indexOf(lastLayer);
    if (last < 0) {
      throw new IllegalArgumentException(
          name + " has the layers " + layers() + ", not " + lastLayer);
    }
    List<String> kept = layers().subList(0, last + 1);
    return new Architecture(
        name,
        tensors.stream().filter(t -> kept.contains(t.layer())).toList(),
        namings,
        otherNetworks);
  }

  List<Naming> namings() {
    return namings;
  }

  List<String> otherNetworks() {
    return otherNetworks;
  }

  @Override
  public String toString() {
    return name;
  }
}
